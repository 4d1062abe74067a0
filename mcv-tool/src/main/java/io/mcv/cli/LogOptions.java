package io.mcv.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How much is told on standard error; the same for every command. */
final class LogOptions {
  private final Flag<LogLevel> level;
  private final Mark quiet;

  LogOptions(Flags flags) {
    level =
        flags.value(
            LogLevel.class,
            new LevelConverter(),
            List.of("-l", "--log-level"),
            "LEVEL",
            "What to log: debug, info, warning or error (default: info).");
    quiet = flags.mark(List.of("-q", "--quiet"), "Log errors alone.");
  }

  void applyTo(Console console) {
    console.setLevel(quiet.given() ? LogLevel.ERROR : level.or(LogLevel.INFO));
  }

  List<String> arguments() {
    List<String> arguments = new ArrayList<>(List.of("--log-level=" + level.or(LogLevel.INFO)));
    if (quiet.given()) {
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
