package io.mcv.client;

import java.io.IOException;

/** The host has no GPU for which the cache was made. Nothing was written. */
public final class NoFittingGpuException extends IOException {
  private static final long serialVersionUID = 1L;

  /** With the image, the reasons and what to do. */
  public NoFittingGpuException(String message) {
    super(message);
  }
}
