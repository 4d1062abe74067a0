package io.mcv.client;

import java.io.IOException;

/** A reference is right, but this version cannot reach that kind of place. */
public final class UnsupportedTransportException extends IOException {
  private static final long serialVersionUID = 1L;

  /** With the reference and the transports there are. */
  public UnsupportedTransportException(String message) {
    super(message);
  }
}
