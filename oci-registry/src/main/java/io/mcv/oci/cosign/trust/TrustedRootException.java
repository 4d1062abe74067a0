package io.mcv.oci.cosign.trust;

import java.io.IOException;

/** A file is no trusted root. */
public final class TrustedRootException extends IOException {
  private static final long serialVersionUID = 1L;

  /** With the words that the user reads. */
  public TrustedRootException(String message) {
    super(message);
  }

  /** The same with what led to it, for a debug log. */
  public TrustedRootException(String message, Throwable cause) {
    super(message, cause);
  }
}
