package io.mcv.cli;

import io.mcv.oci.json.GoJson;
import io.mcv.oci.model.Printable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Where a command writes: the result, and nothing else, to standard output; everything else to
 * standard error, one line each, with no control characters. Threads may share it.
 */
final class Console {
  private static final int MAX_INPUT = 64 * 1024;
  private static final String LOGIN_WITHOUT_TERMINAL = "give --username and --password-stdin";

  private final InputStream in;
  private final PrintStream out;
  private final PrintWriter err;
  private final boolean terminal;
  private volatile LogLevel level = LogLevel.INFO;

  /** A console without input that nobody watches. */
  Console(PrintStream out, PrintWriter err) {
    this(InputStream.nullInputStream(), out, err, false);
  }

  /**
   * A console.
   *
   * @param out standard output, which encodes text in UTF-8
   * @param terminal whether standard error is a terminal
   */
  Console(InputStream in, PrintStream out, PrintWriter err, boolean terminal) {
    this.in = in;
    this.out = out;
    this.err = err;
    this.terminal = terminal;
  }

  void setLevel(LogLevel level) {
    this.level = level;
  }

  boolean isDebug() {
    return level == LogLevel.DEBUG;
  }

  /** Whether a line of this level is written at all. */
  boolean shows(LogLevel of) {
    return of.compareTo(level) >= 0;
  }

  /** Whether somebody watches what goes on, and wants to. */
  boolean isWatched() {
    return terminal && shows(LogLevel.INFO);
  }

  /**
   * All of standard input.
   *
   * @param limit how many bytes it may have
   * @throws UsageException if it has more
   */
  byte[] input(int limit) throws IOException {
    byte[] input = in.readNBytes(limit + 1);
    if (input.length > limit) {
      throw new UsageException("standard input has more than " + limit + " bytes");
    }
    return input;
  }

  /** The first line of standard input. */
  String firstInputLine() throws IOException {
    return firstLine(in);
  }

  /** The first line of some input, without its end. */
  static String firstLine(InputStream in) throws IOException {
    byte[] input = in.readNBytes(MAX_INPUT);
    String text = new String(input, StandardCharsets.UTF_8);
    return text.lines().findFirst().orElse("");
  }

  /** Asks whoever sits at the terminal. */
  String ask(String prompt) throws IOException {
    requireTerminal(LOGIN_WITHOUT_TERMINAL);
    err.print(prompt);
    err.flush();
    String line = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
    return line == null ? "" : line;
  }

  /** The same without showing the answer. */
  String askSecret(String prompt) {
    return new String(askSecret(prompt, LOGIN_WITHOUT_TERMINAL));
  }

  /**
   * The same as characters that the caller can wipe.
   *
   * @param without a terminal, what to do
   */
  char[] askSecret(String prompt, String without) {
    char[] secret = requireTerminal(without).readPassword("%s", prompt);
    return secret == null ? new char[0] : secret;
  }

  private static java.io.Console requireTerminal(String without) {
    java.io.Console system = System.console();
    if (system == null) {
      throw new UsageException("there is no terminal to ask for the password: " + without);
    }
    return system;
  }

  /** Draws over the last line of standard error. */
  synchronized void overwrite(String line) {
    err.print("\r\u001b[K" + line);
    err.flush();
  }

  /** A line of the result. */
  void print(String line) {
    out.print(line);
    out.print('\n');
    out.flush();
  }

  /** A result that carries its own newline, or none. */
  void write(byte[] result) {
    out.write(result, 0, result.length);
    out.flush();
  }

  /** A result as JSON, two spaces per level. */
  void printJson(Object value) {
    printEscaped(GoJson.indented(value, "  "));
  }

  /** A part of a result as JSON in one line. */
  void printJsonLine(Object value) {
    printEscaped(GoJson.compact(value));
  }

  /** JSON itself lets some controls stand. */
  private void printEscaped(byte[] json) {
    Pattern unsafe = Pattern.compile("[\\u007f-\\u009f]|[\\p{Cf}&&[\\u0000-\\uffff]]");
    print(
        unsafe
            .matcher(new String(json, StandardCharsets.UTF_8))
            .replaceAll(found -> "\\\\u%04x".formatted((int) found.group().charAt(0))));
  }

  void debug(String message) {
    log(LogLevel.DEBUG, message);
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

  private synchronized void log(LogLevel of, String message) {
    if (shows(of)) {
      err.print((isWatched() ? "\r\u001b[K" : "") + Printable.line(message));
      err.print('\n');
      err.flush();
    }
  }
}
