package io.mcv.oci.layout;

import io.mcv.oci.image.BlobWriter;
import io.mcv.oci.image.ImageSink;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.DigestAlgorithm;
import io.mcv.oci.model.ImageManifest;
import io.mcv.oci.model.MediaType;
import io.mcv.oci.model.RawManifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A small image whose layer is a line of text; the same text makes the same image. */
final class TestImage {
  final Descriptor layer;
  final Descriptor config;
  final RawManifest manifest;
  private final byte[] layerBytes;
  private final byte[] configBytes;

  TestImage(String text) {
    layerBytes = text.getBytes(StandardCharsets.UTF_8);
    layer = Descriptor.of(MediaType.OCI_LAYER_TAR, layerBytes);
    configBytes =
        ("{\"architecture\":\"amd64\",\"os\":\"linux\",\"rootfs\":{\"type\":\"layers\","
                + "\"diff_ids\":[\""
                + layer.digest()
                + "\"]}}")
            .getBytes(StandardCharsets.UTF_8);
    config = Descriptor.of(MediaType.OCI_CONFIG, configBytes);
    manifest =
        new ImageManifest(MediaType.OCI_MANIFEST, null, config, List.of(layer), null, null).toRaw();
  }

  /** Writes it into a layout that is made if need be. */
  static TestImage write(Path folder, @Nullable String refName, String text) throws IOException {
    TestImage image = new TestImage(text);
    try (ImageSink sink = OciLayout.openOrCreate(folder).sink(refName)) {
      image.writeBlobs(sink);
      sink.publish(image.manifest);
    }
    return image;
  }

  void writeBlobs(ImageSink sink) throws IOException {
    writeBlob(sink, layer, layerBytes);
    writeBlob(sink, config, configBytes);
  }

  static void writeBlob(ImageSink sink, Descriptor descriptor, byte[] content) throws IOException {
    try (BlobWriter writer = sink.newBlob(DigestAlgorithm.SHA256)) {
      writer.stream().write(content);
      writer.commit(descriptor);
    }
  }

  static Path blob(Path folder, Descriptor descriptor) {
    return blob(folder, descriptor.digest());
  }

  static Path blob(Path folder, Digest digest) {
    return folder.resolve("blobs").resolve(digest.algorithm().prefix()).resolve(digest.hex());
  }
}
