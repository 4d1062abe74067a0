package io.mcv.oci.layout;

import io.mcv.oci.image.ImageSource;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.NotFoundException;
import io.mcv.oci.model.RawManifest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The image of a folder, pinned to the manifest that it had. */
final class DirectorySource implements ImageSource {
  private final Path folder;
  private final RawManifest manifest;
  private final Blobs blobs;

  DirectorySource(Path folder, RawManifest manifest) {
    this.folder = folder;
    this.manifest = manifest;
    this.blobs = Blobs.ofDirectory(new FolderFiles(folder));
  }

  @Override
  public String describe() {
    return DirectoryImage.describe(folder);
  }

  @Override
  public RawManifest manifest() {
    return manifest;
  }

  @Override
  public RawManifest manifest(Descriptor descriptor) throws IOException {
    Path file = DirectoryImage.childManifest(folder, descriptor.digest());
    try {
      byte[] bytes =
          new FolderFiles(folder).read(file.getFileName().toString(), RawManifest.MAX_BYTES);
      return RawManifest.verified(descriptor.mediaType(), bytes, descriptor.digest());
    } catch (NoSuchFileException e) {
      throw new NotFoundException(
          describe() + " has no " + file.getFileName() + ": not all images of its index are there");
    }
  }

  @Override
  public InputStream openBlob(Descriptor descriptor) throws IOException {
    return blobs.open(descriptor);
  }

  @Override
  public void close() {
    // Nothing is held: each stream is closed by who opened it.
  }
}
