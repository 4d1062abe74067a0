package io.mcv.oci.json;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Points in time as Go's {@code time.Time} reads and writes them: years 0000 to 9999, nanoseconds,
 * the offset kept.
 */
public final class GoTime {
  private static final Pattern RFC_3339 =
      Pattern.compile(
          "(\\d{4}-\\d{2}-\\d{2}T)(\\d{1,2})(:\\d{2}:\\d{2})(?:[.,](\\d+))?(Z|[+-]\\d{2}:\\d{2})");
  private static final int NANO_DIGITS = 9;

  private static final DateTimeFormatter JSON = formatter("uuuu-MM-dd'T'HH:mm:ss", "XXX");
  private static final DateTimeFormatter UTC = formatter("uuuu-MM-dd HH:mm:ss", " xx 'UTC'");
  private static final DateTimeFormatter OTHER = formatter("uuuu-MM-dd HH:mm:ss", " xx xx");

  private GoTime() {}

  /**
   * Reads RFC 3339. Like Go it takes a comma before the fraction and an hour of one digit, and cuts
   * the fraction after nanoseconds.
   *
   * @throws IllegalArgumentException if it is not RFC 3339, or no such time exists
   */
  public static OffsetDateTime parse(String text) {
    Matcher parts = RFC_3339.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("a time is as in 2024-01-02T03:04:05Z (RFC 3339)");
    }
    String hour = parts.group(2).length() == 1 ? "0" + parts.group(2) : parts.group(2);
    String digits = parts.group(4) == null ? "0" : parts.group(4);
    String fraction = digits.substring(0, Math.min(digits.length(), NANO_DIGITS));
    try {
      return OffsetDateTime.parse(
          parts.group(1) + hour + parts.group(3) + "." + fraction + parts.group(5));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("no such time exists", e);
    }
  }

  /** As in JSON, RFC3339Nano: no zeros at the end of the fraction, {@code Z} for UTC. */
  public static String toJson(OffsetDateTime time) {
    return JSON.format(time);
  }

  /** As {@code %v} prints it: {@code 2024-01-02 03:04:05 +0000 UTC}. */
  public static String toText(OffsetDateTime time) {
    return (time.getOffset().equals(ZoneOffset.UTC) ? UTC : OTHER).format(time);
  }

  private static DateTimeFormatter formatter(String seconds, String offset) {
    return new DateTimeFormatterBuilder()
        .appendPattern(seconds)
        .appendFraction(ChronoField.NANO_OF_SECOND, 0, NANO_DIGITS, true)
        .appendPattern(offset)
        .toFormatter(Locale.ROOT);
  }
}
