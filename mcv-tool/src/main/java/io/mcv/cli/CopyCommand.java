package io.mcv.cli;

import io.mcv.client.CopyRequest;
import io.mcv.client.CopyResult;
import io.mcv.client.McvClient;
import io.mcv.client.TransferOptions;
import io.mcv.oci.json.GoStruct;
import io.mcv.oci.model.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code copy}: an image from one place to another. */
@CommandLine.Command(
    addMethodSubcommands = false,
    name = "copy",
    header = "Copy an image from one place to another.",
    description =
        "Nothing changes but what DST cannot hold, or options ask for. Prints the digest of the"
            + " manifest.",
    sortOptions = false)
final class CopyCommand extends Command {
  @Parameters(
      index = "0",
      paramLabel = "SRC",
      description = "The image: docker://NAME, oci:PATH[:TAG|@DIGEST], or a name.")
  private String source = "";

  @Parameters(
      index = "1",
      paramLabel = "DST",
      description = "Where it goes: docker://NAME, oci:PATH[:TAG], or a name for the vault.")
  private String destination = "";

  @Option(
      names = {"-a", "--all"},
      description = "Copy an index with all of its images, instead of one of them.")
  private boolean all;

  @Option(names = "--platform", paramLabel = "OS/ARCH", description = "Image of an index to copy.")
  private @Nullable Platform platform;

  @Option(
      names = "--digestfile",
      paramLabel = "FILE",
      description = "Write the digest to this file too.")
  private @Nullable Path digestFile;

  @Option(
      names = "--remove-signatures",
      description = "Leave out signatures and whatever else belongs to the image.")
  private boolean removeSignatures;

  @Option(names = "--json", description = "Print what was copied as JSON.")
  private boolean json;

  private final ConversionFlags conversion = new ConversionFlags();

  @Mixin private final CommandSpec conversionSpec = conversion.spec();

  private final RegistryFlags registry = new RegistryFlags();

  @Mixin private final CommandSpec registrySpec = registry.spec();

  private final SideFlags sourceFlags = SideFlags.ofSource();

  @Mixin private final CommandSpec sourceSpec = sourceFlags.spec();

  private final SideFlags destinationFlags = SideFlags.ofDestination();

  @Mixin private final CommandSpec destinationSpec = destinationFlags.spec();

  CopyCommand(Context context) {
    super(context);
  }

  @Override
  int run() throws IOException {
    if (all && platform != null) {
      throw new UsageException("--all copies every platform: give it or --platform");
    }
    TransferOptions options = registry.options(environment(), console());
    CopyRequest request =
        CopyRequest.of(source, destination)
            .withAll(all)
            .withPlatform(platform)
            .withChanges(conversion.changes())
            .withAttachments(!removeSignatures)
            .withRegistries(
                sourceFlags.applyTo(options.registry()),
                destinationFlags.applyTo(options.registry()));
    try (McvClient client = new McvClient(environment(), options)) {
      CopyResult result = client.copy(request);
      result.warnings().forEach(console()::warning);
      String digest = result.manifest().digest().toString();
      if (digestFile != null) {
        Files.writeString(digestFile, digest);
      }
      if (json) {
        console().printJson(json(result));
      } else {
        console().print(digest);
      }
    }
    return ExitCode.OK;
  }

  @Override
  String doing() {
    return "copying " + source + " to " + destination;
  }

  @Override
  int exitCodeOnRegistryFailure() {
    return ExitCode.FAILED;
  }

  private static Object json(CopyResult result) {
    return new GoStruct()
        .put("image", result.image())
        .put("digest", result.manifest().digest().toString())
        .put("mediaType", result.manifest().mediaType().value())
        .put("converted", result.converted())
        .put("copied", result.copied())
        .put("mounted", result.mounted())
        .put("present", result.present())
        .put("bytes", result.bytes())
        .put("signatures", result.attachments())
        .put("warnings", result.warnings())
        .fields();
  }
}
