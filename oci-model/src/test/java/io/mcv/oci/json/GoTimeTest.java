package io.mcv.oci.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The expected texts are those that skopeo 1.22 prints for the same input. */
class GoTimeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2024-01-02T03:04:05Z            | 2024-01-02T03:04:05Z           | 2024-01-02 03:04:05 +0000 UTC",
        "2024-01-02T03:04:05.100-07:30   | 2024-01-02T03:04:05.1-07:30    | 2024-01-02 03:04:05.1 -0730 -0730",
        "2024-01-02T03:04:05+02:00       | 2024-01-02T03:04:05+02:00      | 2024-01-02 03:04:05 +0200 +0200",
        "2024-01-02T03:04:05-00:00       | 2024-01-02T03:04:05Z           | 2024-01-02 03:04:05 +0000 UTC",
        "2024-01-02T3:04:05,5Z           | 2024-01-02T03:04:05.5Z         | 2024-01-02 03:04:05.5 +0000 UTC",
        "2024-01-02T03:04:05.1234567891Z | 2024-01-02T03:04:05.123456789Z | 2024-01-02 03:04:05.123456789 +0000 UTC",
        "0001-01-01T00:00:00Z            | 0001-01-01T00:00:00Z           | 0001-01-01 00:00:00 +0000 UTC",
        "0000-01-02T03:04:05Z            | 0000-01-02T03:04:05Z           | 0000-01-02 03:04:05 +0000 UTC",
      })
  void writesWhatGoWrites(String source, String json, String text) {
    assertThat(GoTime.toJson(GoTime.parse(source))).isEqualTo(json);
    assertThat(GoTime.toText(GoTime.parse(source))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2024-01-02",
        "2024-01-02T03:04:05",
        "2024-01-02t03:04:05z",
        "2024-02-30T03:04:05Z",
        "2024-01-02T24:04:05Z",
        "2024-01-02T03:04:60Z",
        "2024-01-02T03:04:05+25:00",
        "12024-01-02T03:04:05Z"
      })
  void refusesWhatGoRefuses(String text) {
    assertThatThrownBy(() -> GoTime.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
