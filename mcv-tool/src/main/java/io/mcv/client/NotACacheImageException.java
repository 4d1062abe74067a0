package io.mcv.client;

import java.io.IOException;

/** An image holds no kernel cache, or not the one that its labels tell of. */
public final class NotACacheImageException extends IOException {
  private static final long serialVersionUID = 1L;

  /** With the image and what is missing. */
  public NotACacheImageException(String message) {
    super(message);
  }
}
