package io.mcv.oci.layout;

import io.mcv.oci.model.Digest;
import java.util.List;

/**
 * What {@link OciLayout#collect} took away, or would.
 *
 * @param images digests of the images without a name that are no longer listed
 * @param blobs digests of the blobs
 * @param bytes size of the blobs; a blob that another layout holds under a second name of the same
 *     file frees nothing
 */
public record CollectedGarbage(List<Digest> images, List<Digest> blobs, long bytes) {

  /** Nothing. */
  public static final CollectedGarbage NONE = new CollectedGarbage(List.of(), List.of(), 0);

  /** Copies the lists. */
  public CollectedGarbage {
    images = List.copyOf(images);
    blobs = List.copyOf(blobs);
  }
}
