package io.mcv.oci.registry.http;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * When a step is tried again, and after what time.
 *
 * <table>
 * <caption>What is tried again</caption>
 * <tr><td>408, 429, 5xx but 501</td><td>after {@code Retry-After}, where it is said</td></tr>
 * <tr><td>no connection, a broken one, silence</td><td>yes</td></tr>
 * <tr><td>any other 4xx, unknown hosts, certificates</td><td>never: they will not change</td></tr>
 * </table>
 *
 * <p>The time before try n is {@code delay · 2ⁿ⁻¹}, up to a minute, of which the second half is
 * left to chance, so that a fleet that was cut off together does not come back together.
 *
 * @param times how often each step is tried again, at most
 * @param delay the time before the second try
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#field.retry-after">RFC 9110, 10.2.3</a>
 */
public record RetryPolicy(int times, Duration delay) {
  /** Longest time between two tries. */
  public static final Duration MAX_DELAY = Duration.ofSeconds(60);

  private static final int MAX_TIMES = 1000;
  private static final int MAX_DOUBLINGS = 20;

  /** Three further tries, the first after a quarter of a second. */
  public static final RetryPolicy DEFAULT = new RetryPolicy(3, Duration.ofMillis(250));

  /** One try alone. */
  public static final RetryPolicy NEVER = new RetryPolicy(0, Duration.ZERO);

  /**
   * Checks them.
   *
   * @throws IllegalArgumentException if one is negative, or there are more than 1000 tries
   */
  public RetryPolicy {
    if (times < 0 || times > MAX_TIMES || delay.isNegative()) {
      throw new IllegalArgumentException(
          "retries are 0 to " + MAX_TIMES + ", after a time that is not negative");
    }
  }

  /** Whether this status may be another one next time. */
  public static boolean isPassing(int status) {
    return status == 408 || status == 429 || (status >= 500 && status != 501);
  }

  /**
   * How long to wait.
   *
   * @param failures tries that have failed so far, at least one
   * @param retryAfter what the server asked for, seconds or an HTTP date; null for nothing
   * @param now for dates
   */
  public Duration before(int failures, @Nullable String retryAfter, Instant now) {
    Duration asked = retryAfter == null ? null : parse(retryAfter.strip(), now);
    if (asked != null) {
      return shorter(asked);
    }
    int doublings = Math.min(failures - 1, MAX_DOUBLINGS);
    long whole = shorter(delay.multipliedBy(1L << doublings)).toMillis();
    return Duration.ofMillis(whole - ThreadLocalRandom.current().nextLong(whole / 2 + 1));
  }

  private static Duration shorter(Duration wanted) {
    return wanted.compareTo(MAX_DELAY) > 0 ? MAX_DELAY : wanted;
  }

  /** Null for what is neither of the two forms. */
  private static @Nullable Duration parse(String retryAfter, Instant now) {
    if (retryAfter.matches("[0-9]{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(retryAfter));
    }
    try {
      Instant date =
          ZonedDateTime.parse(retryAfter, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration rest = Duration.between(now, date);
      return rest.isNegative() ? Duration.ZERO : rest;
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
