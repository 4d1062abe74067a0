package io.mcv.oci.reference;

import io.mcv.oci.model.Printable;

/** Text is not a reference to an image. The message quotes the wrong part and shows a right one. */
public final class ReferenceSyntaxException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /**
   * With the words that the user reads.
   *
   * @param part the text that is wrong, of whatever origin
   * @param problem what is wrong with it
   * @param example a right text
   */
  public ReferenceSyntaxException(String part, String problem, String example) {
    super("\"" + Printable.of(part) + "\" " + problem + "; for example " + example);
  }
}
