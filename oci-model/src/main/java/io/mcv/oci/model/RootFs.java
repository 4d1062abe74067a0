package io.mcv.oci.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The layers of an image by what they unpack to.
 *
 * @param type {@code layers}; empty where the document has none
 * @param diffIds digest of each uncompressed layer, lowest first; null where the document has none
 */
public record RootFs(String type, @Nullable List<Digest> diffIds) {
  /** What a document without a {@code rootfs} means. */
  public static final RootFs ABSENT = new RootFs("", null);

  /** Copies the list. */
  public RootFs {
    diffIds = diffIds == null ? null : List.copyOf(diffIds);
  }

  /** The layers with these digests. */
  public static RootFs ofLayers(List<Digest> diffIds) {
    return new RootFs("layers", diffIds);
  }
}
