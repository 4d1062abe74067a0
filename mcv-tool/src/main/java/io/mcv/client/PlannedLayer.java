package io.mcv.client;

import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.LayerCompression;
import io.mcv.oci.model.MediaType;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A layer, and what a copy makes of it.
 *
 * @param source as the manifest names it
 * @param type that it gets
 * @param work what is to be done
 */
record PlannedLayer(Descriptor source, MediaType type, Work work) {

  /**
   * What is to be done, the same for all images that share the layer.
   *
   * @param blob the layer
   * @param rewrite what its tar is compressed with instead; null to leave it as it is
   * @param diffId digest of the tar, where it is rewritten
   */
  record Work(Digest blob, @Nullable LayerCompression rewrite, @Nullable Digest diffId) {
    /** Written out: what the compiler makes for records is slow to start. */
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Work that
          && blob.equals(that.blob)
          && rewrite == that.rewrite
          && Objects.equals(diffId, that.diffId);
    }

    @Override
    public int hashCode() {
      return blob.hashCode();
    }
  }

  /** A layer whose bytes stay. */
  static PlannedLayer kept(Descriptor source, MediaType type) {
    return new PlannedLayer(source, type, new Work(source.digest(), null, null));
  }

  boolean isRewritten() {
    return work.rewrite() != null;
  }
}
