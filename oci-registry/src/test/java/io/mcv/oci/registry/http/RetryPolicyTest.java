package io.mcv.oci.registry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryPolicyTest {
  private static final Instant NOW = Instant.parse("2024-03-01T12:00:00Z");

  private final RetryPolicy policy = new RetryPolicy(3, Duration.ofMillis(1000));

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503, 504, 522})
  void aStatusThatMayPassIsTriedAgain(int status) {
    assertThat(RetryPolicy.isPassing(status)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 301, 400, 401, 403, 404, 405, 413, 415, 416, 501})
  void aStatusThatStaysIsNotTriedAgain(int status) {
    assertThat(RetryPolicy.isPassing(status)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "7, 7", "' 7 ', 7", "60, 60", "61, 60", "999999999, 60"})
  void retryAfterInSecondsIsKeptUpToAMinute(String field, long seconds) {
    assertThat(policy.before(1, field, NOW)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Fri, 01 Mar 2024 12:00:20 GMT | 20
          Fri, 1 Mar 2024 12:00:20 GMT  | 20
          Fri, 01 Mar 2024 13:00:00 GMT | 60
          Fri, 01 Mar 2024 11:00:00 GMT | 0
          """)
  void retryAfterAsADateIsKeptUpToAMinute(String field, long seconds) {
    assertThat(policy.before(1, field, NOW)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-5", "1.5", "99999999999999999999"})
  void aRetryAfterOfAnotherFormCountsAsNone(String field) {
    assertThat(policy.before(1, field, NOW))
        .isBetween(Duration.ofMillis(500), Duration.ofMillis(1000));
  }

  @RepeatedTest(50)
  void theTimeDoublesAndItsSecondHalfIsLeftToChance() {
    assertThat(policy.before(1, null, NOW))
        .isBetween(Duration.ofMillis(500), Duration.ofMillis(1000));
    assertThat(policy.before(2, null, NOW))
        .isBetween(Duration.ofMillis(1000), Duration.ofMillis(2000));
    assertThat(policy.before(4, null, NOW))
        .isBetween(Duration.ofMillis(4000), Duration.ofMillis(8000));
  }

  @Test
  void chanceReallyDecides() {
    assertThat(
            IntStream.range(0, 100).mapToObj(i -> policy.before(4, null, NOW)).distinct().count())
        .isGreaterThan(10);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 30, 1000})
  void noTimeIsLongerThanAMinuteHoweverManyTriesHaveFailed(int failures) {
    assertThat(policy.before(failures, null, NOW))
        .isBetween(Duration.ofSeconds(30), RetryPolicy.MAX_DELAY);
  }

  @Test
  void withoutADelayTheNextTryComesAtOnce() {
    assertThat(new RetryPolicy(3, Duration.ZERO).before(3, null, NOW)).isZero();
  }

  @Test
  void numbersThatMakeNoSenseAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RetryPolicy(-1, Duration.ofMillis(1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RetryPolicy(1001, Duration.ofMillis(1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RetryPolicy(1, Duration.ofMillis(-1)));
  }
}
