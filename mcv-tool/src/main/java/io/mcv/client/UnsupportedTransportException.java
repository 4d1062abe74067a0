package io.mcv.client;

import java.io.IOException;

/** A reference is right, but the kind of place that it names cannot do what is asked for. */
public final class UnsupportedTransportException extends IOException {
  private static final long serialVersionUID = 1L;

  /** With the reference, and what cannot be done there. */
  public UnsupportedTransportException(String message) {
    super(message);
  }
}
