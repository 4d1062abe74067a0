package io.mcv.oci.layer;

/** A layer or archive is not a tar, or one that two readers could understand differently. */
public final class MalformedTarException extends LayerException {
  private static final long serialVersionUID = 1L;

  private final long offset;

  /**
   * With the place and the rule.
   *
   * @param what the tar, as in {@code layer sha256:…}
   * @param offset byte of the tar, behind the decompressor, at which the faulty block starts
   * @param rule what is wrong there
   */
  public MalformedTarException(String what, long offset, String rule) {
    super(what + " is not a valid tar at byte " + offset + ": " + rule);
    this.offset = offset;
  }

  /** The byte of the tar at which the faulty block starts. */
  public long offset() {
    return offset;
  }
}
