package io.mcv.oci.cosign.sign;

import io.mcv.oci.cosign.verdict.SignatureLimits;
import io.mcv.oci.image.Attachment;
import io.mcv.oci.image.AttachmentStore;
import io.mcv.oci.image.DigestTags;
import io.mcv.oci.json.GoJson;
import io.mcv.oci.json.GoStruct;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.ImageManifest;
import io.mcv.oci.model.LimitExceededException;
import io.mcv.oci.model.MediaType;
import io.mcv.oci.model.RawManifest;
import io.mcv.oci.model.UnsupportedFormatException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The image under {@code sha256-HEX.sig} or {@code .att}, each layer of which is a signature. Its
 * configuration, which nobody reads, is the one that cosign writes.
 */
final class TaggedSignatures {
  private static final String NO_TIME = "0001-01-01T00:00:00Z";

  private final AttachmentStore store;
  private final String tag;

  /**
   * Those of an image.
   *
   * @param suffix of the tag
   */
  TaggedSignatures(AttachmentStore store, Digest image, String suffix) {
    this.store = store;
    this.tag = DigestTags.of(image) + suffix;
  }

  /**
   * Adds a layer behind the others.
   *
   * @param same tells a layer that makes this one needless
   */
  Attachment add(Descriptor layer, byte[] blob, Predicate<Descriptor> same) throws IOException {
    store.putBlob(layer, blob);
    return new Attachment(tag, store.update(tag, current -> with(current, layer, same)));
  }

  private RawManifest with(
      @Nullable RawManifest current, Descriptor layer, Predicate<Descriptor> same)
      throws IOException {
    ImageManifest old = current == null ? null : image(current);
    List<Descriptor> layers = new ArrayList<>(old == null ? List.of() : old.layers());
    if (current != null && layers.stream().anyMatch(same)) {
      return current;
    }
    layers.add(layer);
    checkCount(layers.size());
    byte[] config = config(layers);
    Descriptor configBlob = Descriptor.of(MediaType.OCI_CONFIG, config);
    store.putBlob(configBlob, config);
    return (old == null
            ? new ImageManifest(MediaType.OCI_MANIFEST, null, configBlob, layers, null, null)
            : new ImageManifest(
                old.mediaType(),
                old.artifactType(),
                configBlob,
                layers,
                old.subject(),
                old.annotations()))
        .toRaw();
  }

  private ImageManifest image(RawManifest raw) throws IOException {
    if (raw.parse() instanceof ImageManifest image) {
      return image;
    }
    throw new UnsupportedFormatException(
        tag
            + " in "
            + store.describe()
            + " is an index where signatures should be, and stays as it is: remove it first");
  }

  /** With more, readers would look at none. */
  private void checkCount(int layers) throws LimitExceededException {
    if (layers > SignatureLimits.MAX_SIGNATURES) {
      throw new LimitExceededException(
          tag
              + " in "
              + store.describe()
              + " holds "
              + (layers - 1)
              + " signatures, as many as are looked at: remove it first",
          SignatureLimits.MAX_SIGNATURES);
    }
  }

  /** Layers are not compressed, so that their digests are their diffIDs. */
  private static byte[] config(List<Descriptor> layers) {
    List<Map<String, String>> history = new ArrayList<>();
    List<String> diffIds = new ArrayList<>();
    for (Descriptor layer : layers) {
      history.add(Map.of("created", NO_TIME));
      diffIds.add(layer.digest().toString());
    }
    return GoJson.compact(
        new GoStruct()
            .put("architecture", "")
            .put("created", NO_TIME)
            .put("history", history)
            .put("os", "")
            .put("rootfs", new GoStruct().put("type", "layers").put("diff_ids", diffIds))
            .put("config", Map.of())
            .fields());
  }
}
