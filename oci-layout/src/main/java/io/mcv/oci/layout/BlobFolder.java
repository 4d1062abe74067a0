package io.mcv.oci.layout;

import io.mcv.oci.model.Digest;
import io.mcv.oci.model.DigestAlgorithm;
import java.io.IOException;
import java.nio.file.Path;

/** The blobs of a layout or an image in a folder, for who writes to it. */
final class BlobFolder {
  private final Path root;
  private final Path folder;
  private final Blobs blobs;

  private BlobFolder(Path root, Path folder, Blobs blobs) {
    this.root = root;
    this.folder = folder;
    this.blobs = blobs;
  }

  /** The folder {@code blobs/} of a layout. */
  static BlobFolder ofLayout(Path layout, Blobs blobs) {
    return new BlobFolder(layout, layout.resolve(Blobs.NAME), blobs);
  }

  /** The folder of a {@code dir:} image itself. */
  static BlobFolder ofDirectory(Path folder) {
    return new BlobFolder(folder, folder, Blobs.ofDirectory(new FolderFiles(folder)));
  }

  /** What is in it, to read. */
  Blobs blobs() {
    return blobs;
  }

  Path path() {
    return folder;
  }

  Path path(Digest digest) {
    return root.resolve(blobs.name(digest));
  }

  /** Makes the folder of an algorithm, where there is none yet. */
  void ensureFolder(DigestAlgorithm algorithm) throws IOException {
    Staging.ensureFolder(folder);
    if (!folder.equals(root)) {
      Staging.ensureFolder(folder.resolve(algorithm.prefix()));
    }
  }
}
