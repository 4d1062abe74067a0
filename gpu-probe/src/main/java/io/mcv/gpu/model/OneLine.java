package io.mcv.gpu.model;

/**
 * Texts of devices, drivers and libraries as reports may hold them: one line, printable, bounded.
 */
public final class OneLine {
  /** How long a text may be, in characters. */
  public static final int MAX_LENGTH = 1024;

  private static final int REPLACEMENT = 0xfffd;

  private OneLine() {}

  /**
   * The text without space around it and no longer than {@link #MAX_LENGTH}. Whatever is not
   * printable becomes U+FFFD.
   */
  public static String of(String text) {
    StringBuilder out = new StringBuilder(Math.min(text.length(), MAX_LENGTH));
    text.strip()
        .codePoints()
        .limit(MAX_LENGTH)
        .map(OneLine::orReplacement)
        .forEach(out::appendCodePoint);
    return out.toString();
  }

  private static int orReplacement(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED,
          Character.PRIVATE_USE ->
          REPLACEMENT;
      default -> character;
    };
  }
}
