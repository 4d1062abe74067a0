package io.mcv.oci.model;

/** Content is shorter or longer than its descriptor says. */
public final class SizeMismatchException extends OciException {
  private static final long serialVersionUID = 1L;

  private final long expected;
  private final long actual;

  /**
   * Content whose end was not where it must be.
   *
   * @param what what it is, for the message, such as {@code blob sha256:…}
   * @param expected bytes that the descriptor names
   * @param actual bytes that there are; for content that goes on, the first count that is too many
   */
  public SizeMismatchException(String what, long expected, long actual) {
    super(
        what
            + " has "
            + (actual > expected ? "more than " + expected : actual)
            + " bytes where its descriptor says "
            + expected);
    this.expected = expected;
    this.actual = actual;
  }

  /** The bytes that the descriptor names. */
  public long expected() {
    return expected;
  }

  /** The bytes that were found. */
  public long actual() {
    return actual;
  }
}
