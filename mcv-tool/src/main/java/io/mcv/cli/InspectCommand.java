package io.mcv.cli;

import io.mcv.client.ImageInspection;
import io.mcv.client.McvClient;
import io.mcv.client.NamePlace;
import io.mcv.oci.layer.LayerLimits;
import io.mcv.oci.model.Platform;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code inspect}: what skopeo tells of an image, and what its labels tell of the cache in it. */
@CommandLine.Command(
    addMethodSubcommands = false,
    name = "inspect",
    header = "Show an image as skopeo does, or the cache in it.",
    sortOptions = false)
final class InspectCommand extends Command {
  @Parameters(
      paramLabel = "REF",
      description = "The image: docker://NAME, oci:PATH[:TAG|@DIGEST], or a name.")
  private String image = "";

  @Option(
      names = "--from",
      paramLabel = "PLACE",
      converter = NamePlaceConverter.class,
      description = "Where to look for a bare name: vault, docker, podman or registry.")
  private @Nullable NamePlace from;

  @Mixin private final ReportFlags report = new ReportFlags();

  @Option(names = "--platform", paramLabel = "OS/ARCH", description = "Image of an index to show.")
  private @Nullable Platform platform;

  @Option(names = "--cache", description = "Show the cache as the labels tell it.")
  private boolean cache;

  @Option(names = "--entries", description = "With --cache: read the layers and list the kernels.")
  private boolean entries;

  @Option(names = "--json", description = "With --cache: print the result as JSON.")
  private boolean json;

  @Mixin private final LimitOptions limits = new LimitOptions();

  private final RegistryFlags registry = new RegistryFlags();

  @Mixin private final CommandSpec registrySpec = registry.spec();

  InspectCommand(Context context) {
    super(context);
  }

  @Override
  int run() throws IOException {
    checkOptions();
    LayerLimits layerLimits = limits.limits();
    SkopeoOutput output = new SkopeoOutput(console(), report, layerLimits);
    try (McvClient client =
            new McvClient(environment(), registry.options(environment(), console()));
        ImageInspection inspection = client.inspect(image, platform, from)) {
      if (cache) {
        new CacheReport(console(), json).print(inspection, entries ? layerLimits : null);
      } else {
        console().write(output.of(inspection, platform != null));
      }
    }
    return ExitCode.OK;
  }

  @Override
  String doing() {
    return "inspecting " + image;
  }

  @Override
  int exitCodeOnRegistryFailure() {
    return ExitCode.FAILED;
  }

  private void checkOptions() {
    if ((entries || json) && !cache) {
      throw new UsageException("--entries and --json show the cache: give --cache too");
    }
    if (cache && report.any()) {
      throw new UsageException(
          "--cache cannot be given together with --raw, --config, --format, --all-platforms or"
              + " --size");
    }
    report.check();
  }
}
