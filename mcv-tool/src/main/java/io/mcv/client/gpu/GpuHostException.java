package io.mcv.client.gpu;

import java.io.IOException;

/** What was kept of another host cannot be looked at. The message names the file or folder. */
public final class GpuHostException extends IOException {
  private static final long serialVersionUID = 1L;

  /** With one line for people: which file or folder, what is wrong, what to give instead. */
  public GpuHostException(String message) {
    super(message);
  }

  /** The same with what went wrong below. */
  public GpuHostException(String message, IOException cause) {
    super(message, cause);
  }
}
