package io.mcv.oci.model;

import java.io.IOException;

/** An image, or the place that holds it, is not as it must be. The message is for people. */
public abstract sealed class OciException extends IOException
    permits DigestMismatchException,
        SizeMismatchException,
        MalformedDocumentException,
        NotFoundException,
        LimitExceededException,
        UnsupportedFormatException {

  private static final long serialVersionUID = 1L;

  /** With the words that the user reads. */
  protected OciException(String message) {
    super(message);
  }

  /** With the words that the user reads, and the cause for a debug log. */
  protected OciException(String message, Throwable cause) {
    super(message, cause);
  }
}
