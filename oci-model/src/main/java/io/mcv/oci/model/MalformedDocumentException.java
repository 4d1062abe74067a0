package io.mcv.oci.model;

/** A manifest, index, configuration or layout file breaks the rules of its format. */
public final class MalformedDocumentException extends OciException {
  private static final long serialVersionUID = 1L;

  /** With the document and the rule that it breaks. */
  public MalformedDocumentException(String message) {
    super(message);
  }

  /** With the document and the rule that it breaks. */
  public MalformedDocumentException(String message, Throwable cause) {
    super(message, cause);
  }
}
