package io.mcv.cli;

import io.mcv.oci.json.GoJson;
import io.mcv.oci.model.Printable;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Where a command writes: the result, and nothing else, to standard output; everything else to
 * standard error, one line each, with no control characters.
 */
final class Console {
  private final PrintWriter out;
  private final PrintWriter err;
  private LogLevel level = LogLevel.INFO;

  Console(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  void setLevel(LogLevel level) {
    this.level = level;
  }

  boolean isDebug() {
    return level == LogLevel.DEBUG;
  }

  /** A line of the result. */
  void print(String line) {
    out.print(line);
    out.print('\n');
    out.flush();
  }

  /** A result in UTF-8 that carries its own newline, or none. */
  void write(byte[] utf8) {
    out.print(new String(utf8, StandardCharsets.UTF_8));
    out.flush();
  }

  /** A result as JSON, two spaces per level, its controls escaped: JSON itself lets some stand. */
  void printJson(Object value) {
    Pattern unsafe = Pattern.compile("[\\u007f-\\u009f]|[\\p{Cf}&&[\\u0000-\\uffff]]");
    String json = new String(GoJson.indented(value, "  "), StandardCharsets.UTF_8);
    print(
        unsafe
            .matcher(json)
            .replaceAll(found -> "\\\\u%04x".formatted((int) found.group().charAt(0))));
  }

  void info(String message) {
    log(LogLevel.INFO, message);
  }

  void warning(String message) {
    log(LogLevel.WARNING, "warning: " + message);
  }

  void error(String message) {
    log(LogLevel.ERROR, "error: " + message);
  }

  void trace(Throwable failure) {
    if (isDebug()) {
      failure.printStackTrace(err);
      err.flush();
    }
  }

  private void log(LogLevel of, String message) {
    if (of.compareTo(level) >= 0) {
      err.print(Printable.line(message));
      err.print('\n');
      err.flush();
    }
  }
}
