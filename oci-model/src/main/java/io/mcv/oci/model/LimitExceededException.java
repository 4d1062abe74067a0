package io.mcv.oci.model;

/** Input is larger than a limit that protects the reader. */
public non-sealed class LimitExceededException extends OciException {
  private static final long serialVersionUID = 1L;

  private final long limit;

  /**
   * With the words that the user reads.
   *
   * @param message what was too large, by which limit, and which option raises it
   * @param limit the limit, in the unit of the message
   */
  public LimitExceededException(String message, long limit) {
    super(message);
    this.limit = limit;
  }

  /** The limit. */
  public long limit() {
    return limit;
  }
}
