package io.mcv.oci.cosign.verdict;

import java.io.IOException;

/** A check of a signature does not hold. The message is one line for people, and safe to print. */
public final class SignatureRejectedException extends IOException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /** With the reason, and the words that the user reads. */
  public SignatureRejectedException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** The same with what led to it, for a debug log. */
  public SignatureRejectedException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }
}
