package io.mcv.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class DurationConverterTest {
  private final DurationConverter converter = new DurationConverter();

  @ParameterizedTest
  @CsvSource({
    "250ms, PT0.25S",
    "2s, PT2S",
    "90, PT90S",
    "1m, PT1M",
    "2h, PT2H",
    "7d, PT168H",
    "0, PT0S",
    "999999999h, PT999999999H"
  })
  void timesAreReadAsGoWritesThemAndInDaysToo(String text, Duration time) {
    assertThat(converter.convert(text)).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "soon", "-1s", "+1s", "1.5s", "1 s", "1w", "1S", "s", "1234567890", "1m30s"})
  void whatIsNoTimeIsNamed(String text) {
    assertThatThrownBy(() -> converter.convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessage("'" + text + "' is not a time such as 250ms, 2s or 1m");
  }
}
