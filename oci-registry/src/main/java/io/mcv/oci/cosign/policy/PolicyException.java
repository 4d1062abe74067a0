package io.mcv.oci.cosign.policy;

import java.io.IOException;

/** A policy cannot be read, or names what cannot be read: no image may be used by it. */
public final class PolicyException extends IOException {
  private static final long serialVersionUID = 1L;

  /** With the words that the user reads. */
  public PolicyException(String message) {
    super(message);
  }

  /** The same with what led to it, for a debug log. */
  public PolicyException(String message, Throwable cause) {
    super(message, cause);
  }
}
