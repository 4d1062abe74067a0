package io.mcv.client;

import io.mcv.oci.image.ImageSink;
import io.mcv.oci.image.ImageSource;
import io.mcv.oci.layout.BlobStore;
import io.mcv.oci.layout.OciLayout;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.NotFoundException;
import io.mcv.oci.model.RawManifest;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A layout of one operation, which goes with it. */
final class TemporaryLayout implements Closeable {
  private final Path folder;
  private final OciLayout layout;
  private final BlobStore blobs;

  private TemporaryLayout(Path folder) throws IOException {
    this.folder = folder;
    this.layout = OciLayout.openOrCreate(folder.resolve("layout"));
    this.blobs = layout.blobStore();
  }

  static TemporaryLayout in(Path parent) throws IOException {
    return new TemporaryLayout(Files.createTempDirectory(parent, "mcv-create-"));
  }

  /** Takes the blobs of an image. */
  ImageSink sink() throws IOException {
    return layout.sink(null);
  }

  /** An image whose blobs are here, whatever the format of its manifest. */
  ImageSource source(RawManifest manifest) {
    return new BlobsAndManifest(blobs, manifest);
  }

  private record BlobsAndManifest(BlobStore blobs, RawManifest manifest) implements ImageSource {
    @Override
    public String describe() {
      return "the new image";
    }

    @Override
    public RawManifest manifest(Descriptor descriptor) throws IOException {
      throw new NotFoundException("the new image is no index");
    }

    @Override
    public InputStream openBlob(Descriptor descriptor) throws IOException {
      return blobs.open(descriptor);
    }

    @Override
    public void close() {}
  }

  @Override
  public void close() throws IOException {
    blobs.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
