package io.mcv.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads a time as Go's tools take it: {@code 250ms}, {@code 2s}, {@code 1m}; days too, as {@code
 * 7d}; seconds without a unit.
 */
final class DurationConverter implements ITypeConverter<Duration> {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)?");

  @Override
  public Duration convert(String value) {
    Matcher parts = FORM.matcher(value);
    if (!parts.matches()) {
      throw new TypeConversionException("'" + value + "' is not a time such as 250ms, 2s or 1m");
    }
    long number = Long.parseLong(parts.group(1));
    String unit = parts.group(2);
    if (unit == null) {
      return Duration.ofSeconds(number);
    }
    return switch (unit) {
      case "ms" -> Duration.ofMillis(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      case "d" -> Duration.ofDays(number);
      default -> Duration.ofSeconds(number);
    };
  }
}
