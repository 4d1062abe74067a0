package io.mcv.oci.registry.engine;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The head of an answer in HTTP/1.1.
 *
 * <pre>
 * HTTP/1.1 SP status SP reason CRLF
 * *( name ":" value CRLF )
 * CRLF
 * </pre>
 *
 * @param status three digits
 * @param fields by their names in lower case; of equal ones the first
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112">RFC 9112</a>
 */
record AnswerHead(int status, Map<String, String> fields) {
  private static final int MAX_BYTES = 64 * 1024;
  private static final int STATUS_AT = "HTTP/1.1 ".length();
  private static final int STATUS_LENGTH = 3;
  private static final int OK = 200;
  private static final int REDIRECT = 300;
  private static final int NO_CONTENT = 204;

  AnswerHead {
    fields = Map.copyOf(fields);
  }

  /** Reads the head of the final answer; interim ones, 1xx, are passed over. */
  static AnswerHead read(InputStream in, EngineFaults faults) throws IOException {
    LineReader lines = new LineReader(in, MAX_BYTES, faults);
    AnswerHead head;
    do {
      head = readOne(lines, faults);
    } while (head.status() < OK);
    return head;
  }

  private static AnswerHead readOne(LineReader lines, EngineFaults faults) throws IOException {
    int status = status(lines.next(), faults);
    Map<String, String> fields = new HashMap<>();
    for (String line = lines.next(); !line.isEmpty(); line = lines.next()) {
      int colon = line.indexOf(':');
      if (colon < 1 || line.charAt(0) <= ' ' || line.charAt(colon - 1) <= ' ') {
        throw faults.garbled("a wrong header");
      }
      String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
      String value = line.substring(colon + 1).strip();
      String before = fields.putIfAbsent(name, value);
      if (before != null && !before.equals(value) && isOfLength(name)) {
        throw faults.garbled("two lengths");
      }
    }
    return new AnswerHead(status, fields);
  }

  private static boolean isOfLength(String name) {
    return name.equals("content-length") || name.equals("transfer-encoding");
  }

  private static int status(String line, EngineFaults faults) throws IOException {
    int end = STATUS_AT + STATUS_LENGTH;
    boolean http = line.startsWith("HTTP/1.") && line.length() >= end;
    if (!http || (line.length() > end && line.charAt(end) != ' ')) {
      throw faults.garbled("something that is not HTTP");
    }
    int status = 0;
    for (char c : line.substring(STATUS_AT, end).toCharArray()) {
      if (c < '0' || c > '9') {
        throw faults.garbled("something that is not HTTP");
      }
      status = status * 10 + c - '0';
    }
    return status;
  }

  boolean isSuccess() {
    return status >= OK && status < REDIRECT;
  }

  /** The value of a field; null where it is absent. */
  @Nullable String field(String name) {
    return fields.get(name.toLowerCase(Locale.ROOT));
  }

  /** The content behind this head, to its end; whatever ends before its end is an error. */
  InputStream content(InputStream in, EngineFaults faults) throws IOException {
    String length = field("content-length");
    String encoding = field("transfer-encoding");
    if (status == NO_CONTENT) {
      return InputStream.nullInputStream();
    }
    if (encoding != null) {
      if (length != null || !encoding.equalsIgnoreCase("chunked")) {
        throw faults.garbled("an encoding that is not understood");
      }
      return new ChunkedContent(in, faults);
    }
    if (length == null) {
      throw faults.garbled("content of unknown length");
    }
    return new MeasuredContent(in, number(length, faults), faults);
  }

  private static long number(String length, EngineFaults faults) throws IOException {
    try {
      long number = Long.parseLong(length);
      if (number >= 0 && Character.isDigit(length.charAt(0))) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw faults.garbled("a wrong length");
    }
    throw faults.garbled("a wrong length");
  }
}
