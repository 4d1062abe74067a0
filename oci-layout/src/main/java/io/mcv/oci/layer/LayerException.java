package io.mcv.oci.layer;

import java.io.IOException;

/** A layer is not as it must be, or could not be written. The message is for people. */
public abstract sealed class LayerException extends IOException
    permits UnsafeEntryException,
        MalformedTarException,
        CorruptStreamException,
        ContentChangedException {

  private static final long serialVersionUID = 1L;

  /** With the words that the user reads. */
  protected LayerException(String message) {
    super(message);
  }
}
