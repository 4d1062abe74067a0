package io.mcv.oci.layer;

import io.mcv.oci.model.Digest;

/** A layer is not a tar, or one that two readers could understand differently. */
public final class MalformedTarException extends LayerException {
  private static final long serialVersionUID = 1L;

  private final long offset;

  /**
   * With the place and the rule.
   *
   * @param layer digest of the layer's blob
   * @param offset byte of the tar, behind the decompressor, at which the faulty block starts
   * @param rule what is wrong there
   */
  public MalformedTarException(Digest layer, long offset, String rule) {
    super("layer " + layer + " is not a valid tar at byte " + offset + ": " + rule);
    this.offset = offset;
  }

  /** The byte of the tar at which the faulty block starts. */
  public long offset() {
    return offset;
  }
}
