package io.mcv.oci.layout;

import io.mcv.oci.model.Digest;
import io.mcv.oci.model.DigestAlgorithm;
import java.io.IOException;
import java.nio.file.Path;

/** The folder {@code blobs/} of a layout in a folder, for who writes to it. */
final class BlobFolder {
  private final Path folder;
  private final Blobs blobs;

  BlobFolder(Path layout, Blobs blobs) {
    this.folder = layout.resolve(Blobs.NAME);
    this.blobs = blobs;
  }

  /** What is in it, to read. */
  Blobs blobs() {
    return blobs;
  }

  Path path() {
    return folder;
  }

  Path path(Digest digest) {
    return folder.resolve(digest.algorithm().prefix()).resolve(digest.hex());
  }

  /** Makes the folder of an algorithm, where there is none yet. */
  void ensureFolder(DigestAlgorithm algorithm) throws IOException {
    Staging.ensureFolder(Staging.ensureFolder(folder).resolve(algorithm.prefix()));
  }
}
