package io.mcv.cli;

import io.mcv.client.McvClient;
import io.mcv.client.NamePlace;
import io.mcv.client.ValidateRequest;
import io.mcv.client.ValidateResult;
import io.mcv.oci.model.Platform;
import java.io.IOException;
import java.nio.file.Path;

/** {@code validate}: whether an image conforms to the OCI specifications and its format. */
final class ValidateCommand extends Command {
  private final Required<String> image = ImageFlags.parameter(flags);

  private final Flag<NamePlace> from = ImageFlags.from(flags);

  private final Flag<Platform> platform =
      flags.value(Platform.class, "--platform", "OS/ARCH", "Image of an index to validate.");

  private final Flag<String> profile =
      flags.value(
          String.class,
          "--profile",
          "NAME",
          "Rules of this format, whatever wrote the image: mcv-compat, mcv-oci-artifact, mcv-2025-05,"
              + " mcv-current, cargohold or kserve; oci for none; auto (default): what is detected.");

  private final Flag<String> level =
      flags.value(
          String.class,
          "--level",
          "LEVEL",
          "Show failures from here on: error, warning or info (default: warning).");

  private final Mark rules = flags.mark("--rules", "Show every rule with what came of it.");

  private final Mark json = flags.mark("--json", "Print the result as JSON.");

  private final Flag<Path> junit =
      flags.value(Path.class, "--junit", "FILE", "Write the result to this file for JUnit.");

  private final Flag<Path> sarif =
      flags.value(Path.class, "--sarif", "FILE", "Write the failures to this file as SARIF.");

  private final LimitOptions limits = new LimitOptions(flags);

  private final RegistryFlags registry = new RegistryFlags(flags);

  ValidateCommand(Context context) {
    super(
        context,
        "validate",
        "Say which rules of the OCI specifications and of its format an image breaks.",
        "Which generation wrote the image is detected; every layer is read, once.");
  }

  @Override
  int run() throws IOException {
    ValidationOptions options = ValidationOptions.of(profile.or("auto"), level.or("warning"));
    checkFiles();
    ValidateRequest request =
        ValidateRequest.of(image.value())
            .withFrom(from.value())
            .withPlatform(platform.value())
            .withFormats(options.formats())
            .withLimits(limits.limits());
    ValidateResult result;
    try (McvClient client =
        new McvClient(environment(), registry.options(environment(), console()))) {
      result = client.validate(request);
    }
    writeFiles(result);
    if (json.given()) {
      console().printJson(ValidationJson.of(result));
    } else {
      new ValidationText(result, options.level(), rules.given()).lines().forEach(console()::print);
    }
    return result.report().conforms() ? ExitCode.OK : ExitCode.FOUND_ERRORS;
  }

  /** Before anything is read, which may take long. */
  private void checkFiles() {
    WholeFile.check("--junit", junit.value());
    WholeFile.check("--sarif", sarif.value());
    if (junit.value() != null && junit.value().equals(sarif.value())) {
      throw new UsageException("--junit and --sarif cannot be the same file");
    }
  }

  private void writeFiles(ValidateResult result) throws IOException {
    Path forJunit = junit.value();
    if (forJunit != null) {
      WholeFile.write(forJunit, JUnitReport.of(result));
    }
    Path asSarif = sarif.value();
    if (asSarif != null) {
      WholeFile.write(asSarif, SarifReport.of(result));
    }
  }

  @Override
  String doing() {
    return "validating " + image.value();
  }
}
