package io.mcv.cli;

import io.mcv.client.CopyRequest;
import io.mcv.client.CopyResult;
import io.mcv.client.McvClient;
import io.mcv.client.TransferOptions;
import io.mcv.oci.json.GoStruct;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code copy}: an image from one place to another. */
final class CopyCommand extends Command {
  private final Required<String> source =
      flags.parameter(
          String.class,
          "SRC",
          "The image: a name, docker://NAME, oci:PATH or any other transport.");

  private final Required<String> destination =
      flags.parameter(
          String.class,
          "DST",
          "Where it goes: a name for the vault, docker://NAME, oci:PATH or any other transport.");

  private final Mark all =
      flags.mark(
          List.of("-a", "--all"), "Copy an index with all of its images, instead of one of them.");

  private final Flag<Platform> platform =
      flags.value(Platform.class, "--platform", "OS/ARCH", "Image of an index to copy.");

  private final Flag<Path> digestFile =
      flags.value(Path.class, "--digestfile", "FILE", "Write the digest to this file too.");

  private final Mark removeSignatures =
      flags.mark(
          "--remove-signatures", "Leave out signatures and whatever else belongs to the image.");

  private final ImageTrustFlags trust = ImageTrustFlags.withoutShortNames(flags);

  private final Mark json = flags.mark("--json", "Print what was copied as JSON.");

  private final ConversionFlags conversion = new ConversionFlags(flags);

  private final RegistryFlags registry = new RegistryFlags(flags);

  private final SideFlags sourceFlags = SideFlags.ofSource(flags);

  private final SideFlags destinationFlags = SideFlags.ofDestination(flags);

  CopyCommand(Context context) {
    super(
        context,
        "copy",
        "Copy an image from one place to another.",
        "Nothing changes but what DST cannot hold, or options ask for. Prints the digest of the"
            + " manifest.");
  }

  @Override
  int run() throws IOException {
    if (all.given() && platform.value() != null) {
      throw new UsageException("--all copies every platform: give it or --platform");
    }
    TransferOptions options = registry.options(environment(), console());
    CopyRequest request =
        CopyRequest.of(source.value(), destination.value())
            .withAll(all.given())
            .withPlatform(platform.value())
            .withChanges(conversion.changes())
            .withPolicy(trust.policyIfAny(environment(), console()))
            .withAttachments(!removeSignatures.given())
            .withRegistries(
                sourceFlags.applyTo(options.registry()),
                destinationFlags.applyTo(options.registry()));
    try (McvClient client = new McvClient(environment(), options)) {
      CopyResult result = client.copy(request);
      result.warnings().forEach(console()::warning);
      Digest digest = result.manifest().digest();
      Path file = digestFile.value();
      if (file != null) {
        Files.writeString(file, digest.toString());
      }
      if (json.given()) {
        console().printJson(json(result));
      } else {
        printDigest(digest, destination.value());
      }
    }
    return ExitCode.OK;
  }

  @Override
  String doing() {
    return "copying " + source.value() + " to " + destination.value();
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
