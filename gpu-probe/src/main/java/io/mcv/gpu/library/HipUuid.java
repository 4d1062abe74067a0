package io.mcv.gpu.library;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The UUID of a GPU as HIP writes it: {@code GPU-} and the 16 hex digits of its serial number. */
final class HipUuid {
  private static final String PREFIX = "GPU-";
  private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{16}");
  private static final Pattern UNKNOWN = Pattern.compile("0+|f+");

  private HipUuid() {}

  /**
   * Reads a UUID.
   *
   * @param text with the prefix or without
   * @return empty if it is none, or stands for one that is not known
   */
  static Optional<String> parse(String text) {
    String digits =
        (text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text).toLowerCase(Locale.ROOT);
    return DIGITS.matcher(digits).matches() && !UNKNOWN.matcher(digits).matches()
        ? Optional.of(PREFIX + digits)
        : Optional.empty();
  }
}
