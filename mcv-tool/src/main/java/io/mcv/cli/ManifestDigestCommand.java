package io.mcv.cli;

import io.mcv.oci.model.LimitExceededException;
import io.mcv.oci.model.RawManifest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code manifest-digest}: by which digest a registry would know the manifest in a file. */
final class ManifestDigestCommand extends Command {
  private final Required<Path> file = flags.parameter(Path.class, "FILE", "The manifest or index.");

  ManifestDigestCommand(Context context) {
    super(context, "manifest-digest", "Print the digest of a manifest in a file.");
  }

  @Override
  int run() throws IOException {
    try (InputStream in = Files.newInputStream(file.value())) {
      byte[] manifest = in.readNBytes(RawManifest.MAX_BYTES + 1);
      if (manifest.length > RawManifest.MAX_BYTES) {
        throw new LimitExceededException(
            file.value() + " is larger than a manifest may be, " + RawManifest.MAX_BYTES + " bytes",
            RawManifest.MAX_BYTES);
      }
      console().print(RawManifest.digestOf(manifest).toString());
    }
    return ExitCode.OK;
  }

  @Override
  String doing() {
    return "computing the digest of " + file.value();
  }
}
