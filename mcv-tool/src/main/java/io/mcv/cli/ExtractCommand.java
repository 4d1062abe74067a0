package io.mcv.cli;

import io.mcv.client.ExtractRequest;
import io.mcv.client.ExtractResult;
import io.mcv.client.McvClient;
import io.mcv.client.NamePlace;
import io.mcv.client.publish.Overwrite;
import io.mcv.oci.json.GoStruct;
import io.mcv.oci.model.Platform;
import io.mcv.spec.GpuTarget;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code extract}: puts the cache of an image back into a folder. */
@CommandLine.Command(
    addMethodSubcommands = false,
    name = "extract",
    header = "Put the cache of an image back into a folder.",
    description = {
      "Every layer is verified before anything appears in the folder, which is then complete or",
      "as it was. Without --dir the cache goes where Triton or vLLM of this user looks for it."
    },
    sortOptions = false)
final class ExtractCommand extends Command {
  @Option(
      names = {"-i", "--image"},
      paramLabel = "REF",
      required = true,
      description = "The image: docker://NAME, oci:PATH[:TAG|@DIGEST], or a name.")
  private String image = "";

  @Option(
      names = "--from",
      paramLabel = "PLACE",
      converter = NamePlaceConverter.class,
      description = "Where to look for a bare name: vault, docker, podman or registry.")
  private @Nullable NamePlace from;

  @Option(
      names = {"-d", "--dir"},
      paramLabel = "DIR",
      description = "Where the cache goes.")
  private @Nullable Path directory;

  @Option(names = "--no-gpu", description = "Extract whatever GPUs this host has.")
  private boolean noGpu;

  @Option(
      names = {"-b", "--baremetal"},
      description = "Check the cache against the host's GPUs; not with --no-gpu.")
  private boolean baremetal;

  @Option(names = "--all-gpus", description = "Every visible GPU must fit, not just one.")
  private boolean allGpus;

  @Option(
      names = "--overwrite",
      paramLabel = "WHEN",
      converter = OverwriteConverter.class,
      description =
          "Files that are there already: same keeps equal ones and refuses different ones (default),"
              + " never refuses any, always replaces different ones.")
  private Overwrite overwrite = Overwrite.SAME;

  @Option(names = "--platform", paramLabel = "OS/ARCH", description = "Image of an index to take.")
  private @Nullable Platform platform;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Mixin private final LimitOptions limits = new LimitOptions();

  private final RegistryFlags registry = new RegistryFlags();

  @Mixin private final CommandSpec registrySpec = registry.spec();

  ExtractCommand(Context context) {
    super(context);
  }

  @Override
  int run() throws IOException {
    if (noGpu && baremetal) {
      throw new UsageException("--baremetal checks GPUs, which --no-gpu forbids: give one of them");
    }
    List<GpuTarget> gpus = noGpu ? null : client().hostGpus();
    ExtractRequest request =
        ExtractRequest.of(image)
            .withFrom(from)
            .withTarget(directory)
            .withPlatform(platform)
            .withOverwrite(overwrite)
            .withGpus(gpus)
            .withAllGpus(allGpus)
            .withLimits(limits.limits());
    try (McvClient client =
        new McvClient(environment(), registry.options(environment(), console()))) {
      report(client.extract(request));
    }
    return ExitCode.OK;
  }

  @Override
  String doing() {
    return "extracting " + image;
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
    console().info("signatures were not checked");
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
    if (json) {
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
        .put("imageSize", result.imageSize())
        .put("kind", result.kind().id())
        .put("target", result.target().toString())
        .put("files", result.files())
        .put("bytes", result.bytes())
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
