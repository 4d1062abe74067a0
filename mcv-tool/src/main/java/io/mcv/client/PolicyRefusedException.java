package io.mcv.client;

import java.io.IOException;

/** An {@link ImagePolicy} refuses an image. */
public final class PolicyRefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  /** With the image and the reason; nothing was written. */
  public PolicyRefusedException(String message) {
    super(message);
  }
}
