package io.mcv.oci.layer;

import io.mcv.oci.model.Digest;

/** The gzip or zstd stream of a layer is broken, ends early, or has something after its end. */
public final class CorruptStreamException extends LayerException {
  private static final long serialVersionUID = 1L;

  /**
   * With what is wrong.
   *
   * @param layer digest of the layer's blob
   * @param format {@code gzip} or {@code zstd}
   * @param fault what is wrong, such as {@code it ends early}
   */
  public CorruptStreamException(Digest layer, String format, String fault) {
    super("the " + format + " stream of layer " + layer + " is corrupt: " + fault);
  }
}
