package io.mcv.oci.model;

/**
 * Text of untrusted origin, made safe for a terminal: names in images may hold escape sequences,
 * newlines and marks that turn the direction of writing.
 */
public final class Printable {
  private static final int MAX_CHARS = 300;

  private Printable() {}

  /**
   * The text with every control character, format character, lone surrogate and line separator as
   * an escape such as {@code \}{@code u001b}, cut after {@value #MAX_CHARS} characters.
   */
  public static String of(String text) {
    StringBuilder out = new StringBuilder();
    int i = 0;
    while (i < text.length() && i < MAX_CHARS) {
      int c = text.codePointAt(i);
      switch (Character.getType(c)) {
        case Character.CONTROL,
            Character.FORMAT,
            Character.SURROGATE,
            Character.LINE_SEPARATOR,
            Character.PARAGRAPH_SEPARATOR,
            Character.UNASSIGNED,
            Character.PRIVATE_USE ->
            out.append(String.format(c > 0xffff ? "\\U%08x" : "\\u%04x", c));
        default -> out.appendCodePoint(c);
      }
      i += Character.charCount(c);
    }
    return i < text.length() ? out.append('…').toString() : out.toString();
  }
}
