package io.mcv.cli;

import io.mcv.oci.model.LimitExceededException;
import io.mcv.oci.model.RawManifest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** {@code manifest-digest}: by which digest a registry would know the manifest in a file. */
@CommandLine.Command(
    name = "manifest-digest",
    header = "Print the digest of a manifest in a file.",
    sortOptions = false)
final class ManifestDigestCommand extends Command {
  @Parameters(paramLabel = "FILE", description = "The manifest or index.")
  private Path file = Path.of("");

  ManifestDigestCommand(Context context) {
    super(context);
  }

  @Override
  int run() throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] manifest = in.readNBytes(RawManifest.MAX_BYTES + 1);
      if (manifest.length > RawManifest.MAX_BYTES) {
        throw new LimitExceededException(
            file + " is larger than a manifest may be, " + RawManifest.MAX_BYTES + " bytes",
            RawManifest.MAX_BYTES);
      }
      console().print(RawManifest.digestOf(manifest).toString());
    }
    return ExitCode.OK;
  }

  @Override
  String doing() {
    return "computing the digest of " + file;
  }
}
