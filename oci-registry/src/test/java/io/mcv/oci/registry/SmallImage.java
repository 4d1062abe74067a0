package io.mcv.oci.registry;

import io.mcv.oci.image.ImageSource;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.ImageManifest;
import io.mcv.oci.model.MediaType;
import io.mcv.oci.model.NotFoundException;
import io.mcv.oci.model.RawManifest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An image in memory: a manifest, the configuration {@code {}} and one layer of any bytes. */
record SmallImage(RawManifest manifest, byte[] layer) implements ImageSource {
  static final byte[] CONFIG = "{}".getBytes(StandardCharsets.US_ASCII);
  static final MediaType LAYER = MediaType.OCI_LAYER_TAR;

  static SmallImage of(String layer) {
    return of(layer.getBytes(StandardCharsets.UTF_8), null, null);
  }

  /** With a subject and annotations, if any. */
  static SmallImage of(
      byte[] layer, @Nullable Descriptor subject, @Nullable Map<String, String> annotations) {
    ImageManifest manifest =
        new ImageManifest(
            MediaType.OCI_MANIFEST,
            null,
            Descriptor.of(MediaType.OCI_CONFIG, CONFIG),
            List.of(Descriptor.of(LAYER, layer)),
            subject,
            annotations);
    return new SmallImage(manifest.toRaw(), layer);
  }

  Descriptor blob() {
    return Descriptor.of(LAYER, layer);
  }

  /** Puts all of it where a server has it for reading. */
  SmallImage at(ScriptedServer server, String repository, String tag) {
    server.manifest(repository, tag, manifest).blob(repository, layer).blob(repository, CONFIG);
    return this;
  }

  @Override
  public String describe() {
    return "an image in memory";
  }

  @Override
  public RawManifest manifest(Descriptor descriptor) throws IOException {
    throw new NotFoundException("no other manifest is in memory");
  }

  @Override
  public InputStream openBlob(Descriptor descriptor) {
    return new ByteArrayInputStream(descriptor.digest().equals(blob().digest()) ? layer : CONFIG);
  }

  @Override
  public void close() {
    // Memory needs no closing.
  }
}
