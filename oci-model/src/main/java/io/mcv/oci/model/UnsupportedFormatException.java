package io.mcv.oci.model;

/** Well-formed, but of a kind that this library does not read, such as docker schema 1. */
public final class UnsupportedFormatException extends OciException {
  private static final long serialVersionUID = 1L;

  /** With the kind, and what to do about it. */
  public UnsupportedFormatException(String message) {
    super(message);
  }
}
