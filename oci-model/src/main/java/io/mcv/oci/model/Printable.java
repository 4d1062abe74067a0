package io.mcv.oci.model;

/**
 * Text of untrusted origin, made safe for a terminal: names in images may hold escape sequences,
 * newlines and marks that turn the direction of writing.
 */
public final class Printable {
  private static final int MAX_NAME = 300;

  private Printable() {}

  /**
   * A name: every control character, format character, lone surrogate and line separator as an
   * escape such as {@code \}{@code u001b}, cut after {@value #MAX_NAME} characters.
   */
  public static String of(String name) {
    return name.length() > MAX_NAME ? line(name.substring(0, MAX_NAME)) + "…" : line(name);
  }

  /** A whole line, with the same escapes, not cut. */
  public static String line(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints().forEach(c -> append(out, c));
    return out.toString();
  }

  private static void append(StringBuilder out, int c) {
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
  }
}
