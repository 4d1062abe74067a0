package io.mcv.oci.cosign.key;

import java.io.IOException;

/** A key of the user cannot be read, or not with this password. It holds no secret. */
public final class KeyFileException extends IOException {
  private static final long serialVersionUID = 1L;

  /** With the words that the user reads. */
  public KeyFileException(String message) {
    super(message);
  }

  /** The same with what led to it, for a debug log. */
  public KeyFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
