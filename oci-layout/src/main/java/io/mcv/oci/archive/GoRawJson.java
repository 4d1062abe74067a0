package io.mcv.oci.archive;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The fields of a JSON object as Go's {@code json.RawMessage} writes them: without the spaces
 * between tokens, with {@code < > &}, U+2028 and U+2029 escaped, and every number and other escape
 * as it stood.
 */
final class GoRawJson {
  private GoRawJson() {}

  /**
   * Values by name. A name that is written with escapes is not decoded.
   *
   * @param json an object, known to be valid JSON
   */
  static Map<String, String> fields(byte[] json) {
    String object = compact(new String(json, StandardCharsets.UTF_8));
    Map<String, String> fields = new HashMap<>();
    int start = 1;
    while (start < object.length() - 1) {
      int name = end(object, start);
      int value = end(object, name + 1);
      fields.put(object.substring(start + 1, name - 1), object.substring(name + 1, value));
      start = value + 1;
    }
    return fields;
  }

  /** The index after the value that starts here: of a colon, a comma or the bracket around it. */
  private static int end(String json, int start) {
    int depth = 0;
    boolean inString = false;
    for (int i = start; i < json.length(); i++) {
      char c = json.charAt(i);
      if (inString) {
        i += c == '\\' ? 1 : 0;
        inString = c != '"';
      } else if (c == '"') {
        inString = true;
      } else if (c == '{' || c == '[') {
        depth++;
      } else if (depth > 0 && (c == '}' || c == ']')) {
        depth--;
      } else if (depth == 0 && (c == ',' || c == ':' || c == '}' || c == ']')) {
        return i;
      }
    }
    return json.length();
  }

  private static String compact(String json) {
    StringBuilder out = new StringBuilder(json.length());
    boolean inString = false;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (!inString) {
        inString = c == '"';
        if (c != ' ' && c != '\t' && c != '\n' && c != '\r') {
          out.append(c);
        }
      } else if (c == '\\') {
        out.append(c).append(json.charAt(++i));
      } else {
        inString = c != '"';
        escape(out, c);
      }
    }
    return out.toString();
  }

  private static void escape(StringBuilder out, char c) {
    switch (c) {
      case '<' -> out.append("\\u003c");
      case '>' -> out.append("\\u003e");
      case '&' -> out.append("\\u0026");
      case '\u2028' -> out.append("\\u2028");
      case '\u2029' -> out.append("\\u2029");
      default -> out.append(c);
    }
  }
}
