package io.mcv.cli;

import io.mcv.client.GpuRequirement;
import io.mcv.client.McvClient;
import io.mcv.client.NamePlace;
import io.mcv.client.Preflight;
import io.mcv.client.PreflightRequest;
import io.mcv.gpu.model.GpuReport;
import io.mcv.oci.model.Platform;
import io.mcv.oci.reference.Reference;
import io.mcv.spec.fit.Fit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code check-compat}: whether the cache in an image fits the GPUs of a host. */
final class CheckCompatCommand extends Command {
  private final Required<String> image = ImageFlags.parameter(flags);

  private final Flag<NamePlace> from = ImageFlags.from(flags);

  private final Mark entries =
      flags.mark("--entries", "Read the layers too, and compare every kernel.");

  private final Mark allGpus =
      flags.mark("--all-gpus", "Every visible GPU must fit, not just one.");

  private final Flag<Platform> platform =
      flags.value(Platform.class, "--platform", "OS/ARCH", "Image of an index to look at.");

  private final Mark json = flags.mark("--json", "Print the result as JSON.");

  private final GpuFlags gpu = new GpuFlags(flags);

  private final LimitOptions limits = new LimitOptions(flags);

  private final RegistryFlags registry = new RegistryFlags(flags);

  CheckCompatCommand(Context context) {
    super(
        context,
        "check-compat",
        "Say whether the cache in an image fits the GPUs of this host.",
        "The exit code is 0 if some GPU fits, 10 if none does, and 1 if nobody can tell.");
  }

  @Override
  int run() throws IOException {
    Reference.parse(image.value()); // before GPUs are looked for, which takes its time
    PreflightRequest request =
        PreflightRequest.of(image.value(), List.of())
            .withFrom(from.value())
            .withPlatform(platform.value())
            .withKernels(entries.given() ? limits.limits() : null);
    GpuReport host = gpu.host(environment()).gpus();
    SourceMessages.tell(host, console());
    if (host.gpus().isEmpty()) {
      SourceMessages.requireNoFailure(host);
    }
    GpuRequirement gpus = GpuRequirement.oneOf(host);
    try (McvClient client =
        new McvClient(environment(), registry.options(environment(), console()))) {
      Preflight preflight = client.preflight(request.withGpus(gpus.gpus()));
      return report(preflight, gpus.hidden(), host);
    }
  }

  @Override
  String doing() {
    return "comparing " + image.value();
  }

  private int report(Preflight preflight, List<String> hidden, GpuReport host) {
    Fit fit = allGpus.given() ? preflight.report().every() : preflight.report().some();
    List<String> warnings = new ArrayList<>(preflight.warnings());
    hidden.forEach(gpu -> warnings.add("not compared: " + gpu));
    console().info(preflight.image() + " found in " + preflight.foundIn());
    warnings.forEach(console()::warning);
    CompatReport report = new CompatReport(preflight, fit, warnings);
    if (json.given()) {
      console().printJson(report.json(host));
    } else {
      report.printText(console());
    }
    return exitCode(fit);
  }

  private static int exitCode(Fit fit) {
    if (fit instanceof Fit.Fits) {
      return ExitCode.OK;
    }
    return fit instanceof Fit.DoesNotFit ? ExitCode.NO_GPU_FITS : ExitCode.FAILED;
  }
}
