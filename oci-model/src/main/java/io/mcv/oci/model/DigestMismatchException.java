package io.mcv.oci.model;

/** Content does not have the digest by which it was named. */
public final class DigestMismatchException extends OciException {
  private static final long serialVersionUID = 1L;

  private final transient Digest expected;
  private final transient Digest actual;

  /**
   * Content that was read whole and hashed.
   *
   * @param what the kind of content, for the message: {@code blob}, {@code manifest}, {@code layer}
   */
  public DigestMismatchException(String what, Digest expected, Digest actual) {
    super(what + " " + expected + " is corrupt: its content has digest " + actual);
    this.expected = expected;
    this.actual = actual;
  }

  /** The digest that was asked for. */
  public Digest expected() {
    return expected;
  }

  /** The digest that the content has. */
  public Digest actual() {
    return actual;
  }
}
