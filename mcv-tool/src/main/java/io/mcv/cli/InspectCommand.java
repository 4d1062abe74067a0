package io.mcv.cli;

import io.mcv.client.ImageInspection;
import io.mcv.client.McvClient;
import io.mcv.client.NamePlace;
import io.mcv.oci.image.FieldTemplate;
import io.mcv.oci.image.InspectReport;
import io.mcv.oci.layer.LayerLimits;
import io.mcv.oci.model.ImageConfig;
import io.mcv.oci.model.NotFoundException;
import io.mcv.oci.model.Platform;
import io.mcv.oci.registry.RegistryAccessException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
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

  @Option(names = "--raw", description = "Print the manifest or, with --config, the configuration.")
  private boolean raw;

  @Option(names = "--config", description = "Print the configuration.")
  private boolean config;

  @Option(
      names = {"-f", "--format"},
      paramLabel = "TEMPLATE",
      description = "Print fields, as in '{{.Digest}}' or '{{json .Labels}}'; json for all.")
  private @Nullable String format;

  @Option(
      names = {"-n", "--no-tags"},
      description = "Do not list the tags of the repository.")
  private boolean noTags;

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
    FieldTemplate template = template();
    LayerLimits layerLimits = limits.limits();
    try (McvClient client =
            new McvClient(environment(), registry.options(environment(), console()));
        ImageInspection inspection = client.inspect(image, platform, from)) {
      if (cache) {
        new CacheReport(console(), json).print(inspection, entries ? layerLimits : null);
      } else {
        console().write(skopeoOutput(inspection, template));
      }
    }
    return ExitCode.OK;
  }

  @Override
  String doing() {
    return "inspecting " + image;
  }

  private byte[] skopeoOutput(ImageInspection inspection, @Nullable FieldTemplate template)
      throws IOException {
    if (raw) {
      return config ? inspection.rawConfig() : inspection.rawManifest();
    }
    if (template != null) {
      return filledIn(template, inspection).getBytes(StandardCharsets.UTF_8);
    }
    return config ? inspection.configReport() : report(inspection).toJson();
  }

  private InspectReport report(ImageInspection inspection) throws IOException {
    return inspection.report(noTags ? List.of() : tags(inspection));
  }

  /** As skopeo does, it shows an image whose tags the user may not list. */
  private List<String> tags(ImageInspection inspection) throws IOException {
    try {
      return inspection.tags();
    } catch (RegistryAccessException | NotFoundException e) {
      console().warning("the tags are not shown: " + e.getMessage());
      return List.of();
    }
  }

  @Override
  int exitCodeOnRegistryFailure() {
    return ExitCode.FAILED;
  }

  private String filledIn(FieldTemplate template, ImageInspection inspection) throws IOException {
    try {
      return config
          ? template.render(ImageConfig.parse(inspection.rawConfig()))
          : template.render(report(inspection));
    } catch (IllegalArgumentException e) {
      throw new UsageException("--format: " + e.getMessage());
    }
  }

  private @Nullable FieldTemplate template() {
    try {
      return format == null ? null : FieldTemplate.parse(format);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--format: " + e.getMessage());
    }
  }

  private void checkOptions() {
    if ((entries || json) && !cache) {
      throw new UsageException("--entries and --json show the cache: give --cache too");
    }
    if (cache && (raw || config || format != null)) {
      throw new UsageException("--cache cannot be given together with --raw, --config or --format");
    }
    if (format != null && raw) {
      throw new UsageException("--format cannot be given together with --raw");
    }
  }
}
