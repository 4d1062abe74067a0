package io.mcv.oci.cosign;

import io.mcv.oci.image.Attachment;
import io.mcv.oci.image.ImageSource;
import io.mcv.oci.json.GoJson;
import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonObject;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.ImageManifest;
import io.mcv.oci.model.RawManifest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The only signature of an image, which whoever can write to the registry has replaced: other
 * annotations, or another blob under its right digest.
 */
final class MutatedSignature implements ImageSource {
  private static final String ANNOTATIONS = "annotations";
  private static final String BLOB = "blob";

  private final Attachment attachment;
  private final byte[] blob;

  private MutatedSignature(Attachment attachment, byte[] blob) {
    this.attachment = attachment;
    this.blob = blob;
  }

  /** All that can be changed: annotations, and the text of the blob. */
  static Map<String, Object> document(ImageSource source, Attachment attachment)
      throws IOException {
    Descriptor layer = ((ImageManifest) attachment.manifest().parse()).layers().get(0);
    try (InputStream in = source.openBlob(layer)) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put(ANNOTATIONS, layer.annotations());
      document.put(BLOB, new String(in.readAllBytes(), StandardCharsets.UTF_8));
      return document;
    }
  }

  /** The same attachment with a document in its place. */
  static MutatedSignature of(Attachment attachment, @Nullable Object document) {
    Map<?, ?> changed = (Map<?, ?>) Objects.requireNonNull(document);
    byte[] blob =
        Objects.requireNonNullElse(changed.get(BLOB), "")
            .toString()
            .getBytes(StandardCharsets.UTF_8);
    try {
      JsonObject manifest = Json.parseObject(attachment.manifest().bytes());
      JsonObject first = Objects.requireNonNull(manifest.optionalObjects("layers")).get(0);
      Map<String, @Nullable Object> layer = new LinkedHashMap<>(first.asMap());
      layer.put("digest", Digest.sha256(blob).toString());
      layer.put("size", (long) blob.length);
      layer.put(ANNOTATIONS, changed.get(ANNOTATIONS));
      Map<String, @Nullable Object> all = new LinkedHashMap<>(manifest.asMap());
      all.put("layers", List.of(layer));
      RawManifest raw = RawManifest.of(attachment.manifest().mediaType(), GoJson.compact(all));
      return new MutatedSignature(new Attachment(attachment.tag(), raw), blob);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public List<Attachment> attachments(Digest subject) {
    return List.of(attachment);
  }

  @Override
  public InputStream openBlob(Descriptor descriptor) {
    return new ByteArrayInputStream(blob);
  }

  @Override
  public String describe() {
    return "a mutant";
  }

  @Override
  public RawManifest manifest() {
    throw new AssertionError("the image is not needed");
  }

  @Override
  public RawManifest manifest(Descriptor descriptor) {
    throw new AssertionError("the image is not needed");
  }

  @Override
  public void close() {}
}
