package io.mcv.cli;

import io.mcv.client.ImageInspection;
import io.mcv.client.McvClient;
import io.mcv.client.NamePlace;
import io.mcv.oci.layer.LayerLimits;
import io.mcv.oci.model.Platform;
import java.io.IOException;

/** {@code inspect}: what skopeo tells of an image, and what its labels tell of the cache in it. */
final class InspectCommand extends Command {
  private final Required<String> image = ImageFlags.parameter(flags);

  private final Flag<NamePlace> from = ImageFlags.from(flags);

  private final ReportFlags report = new ReportFlags(flags);

  private final Flag<Platform> platform =
      flags.value(Platform.class, "--platform", "OS/ARCH", "Image of an index to show.");

  private final Mark cache = flags.mark("--cache", "Show the cache as the labels tell it.");

  private final Mark entries =
      flags.mark("--entries", "With --cache: read the layers and list the kernels.");

  private final Mark json = flags.mark("--json", "With --cache: print the result as JSON.");

  private final GpuFlags gpu = new GpuFlags(flags);

  private final LimitOptions limits = new LimitOptions(flags);

  private final RegistryFlags registry = new RegistryFlags(flags);

  InspectCommand(Context context) {
    super(context, "inspect", "Show an image as skopeo does, or the cache in it.");
  }

  @Override
  int run() throws IOException {
    checkOptions();
    LayerLimits layerLimits = limits.limits();
    SkopeoOutput output = new SkopeoOutput(console(), report, layerLimits);
    try (McvClient client =
            new McvClient(environment(), registry.options(environment(), console()));
        ImageInspection inspection =
            client.inspect(image.value(), platform.value(), from.value())) {
      if (cache.given()) {
        new CacheReport(console(), json.given(), gpu.host(environment()))
            .print(inspection, entries.given() ? layerLimits : null);
      } else {
        console().write(output.of(inspection, platform.value() != null));
      }
    }
    return ExitCode.OK;
  }

  @Override
  String doing() {
    return "inspecting " + image.value();
  }

  @Override
  int exitCodeOnRegistryFailure() {
    return ExitCode.FAILED;
  }

  private void checkOptions() {
    if ((entries.given() || json.given() || gpu.any()) && !cache.given()) {
      throw new UsageException("--entries, --json and --gpu-* show the cache: give --cache too");
    }
    if (cache.given() && report.any()) {
      throw new UsageException(
          "--cache cannot be given together with --raw, --config, --format, --all-platforms or"
              + " --size");
    }
    report.check();
  }
}
