package io.mcv.cli;

import io.mcv.client.ExtractRequest;
import io.mcv.client.ExtractResult;
import io.mcv.client.GpuRequirement;
import io.mcv.client.McvClient;
import io.mcv.client.NamePlace;
import io.mcv.client.publish.Overwrite;
import io.mcv.gpu.model.GpuReport;
import io.mcv.oci.json.GoStruct;
import io.mcv.oci.model.Platform;
import io.mcv.oci.reference.Reference;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code extract}: puts the cache of an image back into a folder. */
final class ExtractCommand extends Command {
  private final Required<String> image = ImageFlags.option(flags);

  private final Flag<NamePlace> from = ImageFlags.from(flags);

  private final Flag<Path> directory =
      flags.value(Path.class, List.of("-d", "--dir"), "DIR", "Where the cache goes.");

  private final Mark noGpu = flags.mark("--no-gpu", "Extract whatever GPUs this host has.");

  private final Mark baremetal =
      flags.mark(
          List.of("-b", "--baremetal"),
          "Check the kernels themselves too, not just labels and manifest.");

  private final Flag<String> tritonKey =
      flags.value(
          String.class,
          "--triton-key",
          "KEY",
          "With --baremetal: what triton_key() gives here; keys of kernels must come from it.");

  private final Mark onlyMatching =
      flags.mark("--only-matching", "Leave out the entries that fit no GPU.");

  private final Mark allGpus =
      flags.mark("--all-gpus", "Every visible GPU must fit, not just one.");

  private final Flag<Overwrite> overwrite =
      flags.value(
          Overwrite.class,
          new OverwriteConverter(),
          List.of("--overwrite"),
          "WHEN",
          "Files that are there already: same keeps equal ones and refuses different ones (default),"
              + " never refuses any, always replaces different ones.");

  private final Flag<Platform> platform =
      flags.value(Platform.class, "--platform", "OS/ARCH", "Image of an index to take.");

  private final ImageTrustFlags trust = ImageTrustFlags.of(flags);

  private final Mark json = flags.mark("--json", "Print the result as JSON.");

  private final GpuFlags gpu = new GpuFlags(flags);

  private final LimitOptions limits = new LimitOptions(flags);

  private final RegistryFlags registry = new RegistryFlags(flags);

  ExtractCommand(Context context) {
    super(
        context,
        "extract",
        "Put the cache of an image back into a folder.",
        "Every layer is verified before anything appears in the folder, which is then complete or",
        "as it was. Without --dir the cache goes where Triton or vLLM of this user looks for it.");
  }

  @Override
  int run() throws IOException {
    checkOptions();
    Reference.parse(image.value()); // before GPUs are looked for, which takes its time
    ExtractRequest request =
        ExtractRequest.of(image.value())
            .withFrom(from.value())
            .withTarget(directory.value())
            .withPlatform(platform.value())
            .withPolicy(trust.policyIfAny(environment(), console()))
            .withOverwrite(overwrite.or(Overwrite.SAME))
            .withGpus(noGpu.given() ? null : requirement())
            .withLimits(limits.limits());
    try (McvClient client =
        new McvClient(environment(), registry.options(environment(), console()))) {
      report(client.extract(request));
    }
    return ExitCode.OK;
  }

  @Override
  String doing() {
    return "extracting " + image.value();
  }

  private void checkOptions() {
    if (tritonKey.value() != null && !baremetal.given()) {
      throw new UsageException("--triton-key checks keys of kernels: give --baremetal too");
    }
    if (noGpu.given()
        && (baremetal.given() || onlyMatching.given() || allGpus.given() || gpu.any())) {
      throw new UsageException(
          "--no-gpu asks no GPU: leave it out, or --baremetal, --only-matching, --all-gpus and"
              + " --gpu-*");
    }
  }

  private GpuRequirement requirement() throws IOException {
    GpuReport host = gpu.host(environment()).gpus();
    SourceMessages.tell(host, console());
    GpuRequirement requirement =
        GpuRequirement.oneOf(host)
            .withEvery(allGpus.given())
            .withOnlyMatching(onlyMatching.given());
    return baremetal.given() ? requirement.withKernels(tritonKey.value()) : requirement;
  }

  private void report(ExtractResult result) {
    console()
        .info(
            String.format(
                Locale.ROOT,
                "%s found in %s: digest %s, %s",
                result.image(),
                result.foundIn(),
                result.digest(),
                Sizes.of(result.imageSize())));
    console().info(result.decision().explanation());
    result.warnings().forEach(console()::warning);
    console()
        .info(
            String.format(
                Locale.ROOT,
                "%s: %d files, %s%s",
                result.kind().id() + " cache",
                result.files(),
                Sizes.of(result.bytes()),
                result.changed() ? "" : ", all there already"));
    if (result.leftOut() > 0) {
      console().info("entries left out that fit no GPU: " + result.leftOut());
    }
    if (json.given()) {
      console().printJson(json(result));
    } else {
      console().print(result.target().toString());
    }
  }

  private static Object json(ExtractResult result) {
    return new GoStruct()
        .put("image", result.image())
        .put("foundIn", result.foundIn())
        .put("digest", result.digest().toString())
        .put("policy", result.decision().explanation())
        .put("imageSize", result.imageSize())
        .put("kind", result.kind().id())
        .put("target", result.target().toString())
        .put("files", result.files())
        .put("bytes", result.bytes())
        .put("leftOut", result.leftOut())
        .put("changed", result.changed())
        .put("warnings", result.warnings())
        .fields();
  }

  /** Reads {@code same}, {@code never} or {@code always}. */
  static final class OverwriteConverter implements ITypeConverter<Overwrite> {
    @Override
    public Overwrite convert(String value) {
      return switch (value) {
        case "same" -> Overwrite.SAME;
        case "never" -> Overwrite.NEVER;
        case "always" -> Overwrite.ALWAYS;
        default ->
            throw new TypeConversionException("'" + value + "' is not one of same, never, always");
      };
    }
  }
}
