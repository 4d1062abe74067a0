package io.mcv.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Reads times as {@code --timestamp} takes them. */
final class Timestamp {
  private static final long FIRST = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
  private static final long LAST = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  private Timestamp() {}

  /**
   * Reads seconds since 1970, or RFC 3339.
   *
   * @param origin where the text comes from, for the error
   */
  static Instant parse(String text, String origin) {
    try {
      Instant time =
          text.matches("-?[0-9]{1,18}")
              ? Instant.ofEpochSecond(Long.parseLong(text))
              : OffsetDateTime.parse(text).toInstant();
      if (time.getEpochSecond() >= FIRST && time.getEpochSecond() <= LAST) {
        return time;
      }
    } catch (DateTimeException e) {
      throw wrong(text, origin);
    }
    throw wrong(text, origin);
  }

  private static UsageException wrong(String text, String origin) {
    return new UsageException(
        origin
            + " is '"
            + text
            + "', not seconds since 1970 or a time of the years 1 to 9999 as in"
            + " 2025-05-28T15:45:17Z");
  }
}
