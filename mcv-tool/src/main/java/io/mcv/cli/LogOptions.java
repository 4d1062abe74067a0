package io.mcv.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How much is told on standard error; the same for every command. */
final class LogOptions {
  @Option(
      names = {"-l", "--log-level"},
      paramLabel = "LEVEL",
      converter = LevelConverter.class,
      description = "What to log: debug, info, warning or error (default: info).")
  LogLevel level = LogLevel.INFO;

  @Option(
      names = {"-q", "--quiet"},
      description = "Log errors alone.")
  boolean quiet;

  void applyTo(Console console) {
    console.setLevel(quiet ? LogLevel.ERROR : level);
  }

  List<String> arguments() {
    List<String> arguments = new ArrayList<>(List.of("--log-level=" + level));
    if (quiet) {
      arguments.add("--quiet");
    }
    return arguments;
  }

  /** Reads a level, in any case. */
  static final class LevelConverter implements ITypeConverter<LogLevel> {
    @Override
    public LogLevel convert(String value) {
      return switch (value.toLowerCase(Locale.ROOT)) {
        case "debug" -> LogLevel.DEBUG;
        case "info" -> LogLevel.INFO;
        case "warning", "warn" -> LogLevel.WARNING;
        case "error" -> LogLevel.ERROR;
        default ->
            throw new TypeConversionException(
                "'" + value + "' is not one of debug, info, warning, error");
      };
    }
  }
}
