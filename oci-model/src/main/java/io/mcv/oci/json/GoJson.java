package io.mcv.oci.json;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON with the bytes of Go's {@code json.Marshal} and {@code json.MarshalIndent}.
 *
 * <table>
 * <caption>Escapes in strings</caption>
 * <tr><td>{@code "} and {@code \}</td><td>with a backslash</td></tr>
 * <tr><td>newline, return, tab</td><td>{@code \n \r \t}</td></tr>
 * <tr><td>backspace, form feed</td><td>since Go 1.22 {@code \b \f}, before as below</td></tr>
 * <tr><td>other control characters below space</td><td>{@code \}{@code u00XX}</td></tr>
 * <tr><td>{@code < > &}, U+2028, U+2029</td><td>{@code \}{@code uXXXX}, lower case</td></tr>
 * <tr><td>a lone surrogate</td><td>{@code \}{@code ufffd}</td></tr>
 * <tr><td>everything else, DEL and slash too</td><td>as it is, in UTF-8</td></tr>
 * </table>
 *
 * <p>Maps are written in their own order: give a sorted map where Go sorts, which it does for maps
 * but not for structs. An empty map or list stays on one line when indented.
 */
public final class GoJson {
  /** The order in which Go writes the keys of a map: that of their bytes in UTF-8. */
  public static final Comparator<String> KEY_ORDER = GoJson::compareUtf8;

  /** From as many digits on, and below 1e-6, Go writes numbers with an exponent. */
  private static final int PLAIN_DIGITS = 21;

  private final StringBuilder out = new StringBuilder();
  private final @Nullable String indent;
  private final boolean escapesHtml;
  private final GoVersion version;

  private GoJson(@Nullable String indent, boolean escapesHtml, GoVersion version) {
    this.indent = indent;
    this.escapesHtml = escapesHtml;
    this.version = version;
  }

  /**
   * One line without spaces, without a newline at its end.
   *
   * @param value {@code Map<String, ?>}, {@link GoStruct}, {@code List<?>}, {@code String}, a whole
   *     number, {@code BigDecimal}, {@code Boolean}, {@code OffsetDateTime}, {@link GoNil} or null,
   *     nested as needed
   */
  public static byte[] compact(@Nullable Object value) {
    return new GoJson(null, true, GoVersion.GO_1_19).bytes(value);
  }

  /** The same by Go 1.22 with {@code < > &} as they are, as {@code SetEscapeHTML(false)} has it. */
  public static byte[] compactWithoutHtmlEscapes(@Nullable Object value) {
    return new GoJson(null, false, GoVersion.GO_1_22).bytes(value);
  }

  /** Several lines by Go 1.19, indented by the given step, without a newline at the end. */
  public static byte[] indented(@Nullable Object value, String indent) {
    return indented(value, indent, GoVersion.GO_1_19);
  }

  /** The same by a version of Go. */
  public static byte[] indented(@Nullable Object value, String indent, GoVersion version) {
    return new GoJson(indent, true, version).bytes(value);
  }

  private byte[] bytes(@Nullable Object value) {
    write(value, 0);
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void write(@Nullable Object value, int depth) {
    if (value instanceof Map<?, ?> map) {
      object(map, depth);
    } else if (value instanceof GoStruct struct) {
      object(struct.written(), depth);
    } else if (value instanceof List<?> list) {
      array(list, depth);
    } else if (value instanceof String string) {
      string(string);
    } else if (value instanceof OffsetDateTime time) {
      string(GoTime.toJson(time));
    } else if (value instanceof BigDecimal decimal) {
      out.append(number(decimal));
    } else if (value == null || value instanceof GoNil) {
      out.append("null");
    } else if (value instanceof Boolean || value instanceof Long || value instanceof Integer) {
      out.append(value);
    } else {
      throw new IllegalArgumentException("no JSON for " + value.getClass());
    }
  }

  private void object(Map<?, ?> map, int depth) {
    out.append('{');
    Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<?, ?> entry = entries.next();
      newLine(depth + 1);
      string((String) entry.getKey());
      out.append(indent == null ? ":" : ": ");
      write(entry.getValue(), depth + 1);
      if (entries.hasNext()) {
        out.append(',');
      }
    }
    if (!map.isEmpty()) {
      newLine(depth);
    }
    out.append('}');
  }

  private void array(List<?> list, int depth) {
    out.append('[');
    Iterator<?> items = list.iterator();
    while (items.hasNext()) {
      newLine(depth + 1);
      write(items.next(), depth + 1);
      if (items.hasNext()) {
        out.append(',');
      }
    }
    if (!list.isEmpty()) {
      newLine(depth);
    }
    out.append(']');
  }

  private void newLine(int depth) {
    if (indent != null) {
      out.append('\n').append(indent.repeat(depth));
    }
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isPairAt(text, i)) {
        out.append(c).append(text.charAt(++i));
      } else {
        character(c);
      }
    }
    out.append('"');
  }

  private void character(char c) {
    boolean short22 = version == GoVersion.GO_1_22;
    switch (c) {
      case '\b' -> out.append(short22 ? "\\b" : "\\u0008");
      case '\f' -> out.append(short22 ? "\\f" : "\\u000c");
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        if (Character.isSurrogate(c)) {
          escape('\ufffd');
        } else if (needsEscape(c)) {
          escape(c);
        } else {
          out.append(c);
        }
      }
    }
  }

  private boolean needsEscape(char c) {
    boolean html = c == '<' || c == '>' || c == '&';
    return c < ' ' || c == '\u2028' || c == '\u2029' || html && escapesHtml;
  }

  private void escape(char c) {
    out.append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      out.append(Character.forDigit(c >> shift & 0xf, 16));
    }
  }

  private static boolean isPairAt(String text, int i) {
    return Character.isHighSurrogate(text.charAt(i))
        && i + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(i + 1));
  }

  /** Never longer than what was read: {@code 1e999999999} stays short. */
  private static String number(BigDecimal decimal) {
    int exponent = decimal.precision() - decimal.scale() - 1;
    boolean plain = exponent >= -6 && exponent < PLAIN_DIGITS;
    return plain ? decimal.toPlainString() : decimal.toString().replace('E', 'e');
  }

  private static int compareUtf8(String a, String b) {
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        // Pairs of surrogates stand for code points above all single characters.
        boolean sameKind = Character.isSurrogate(x) == Character.isSurrogate(y);
        return sameKind ? x - y : Character.isSurrogate(x) ? 1 : -1;
      }
    }
    return a.length() - b.length();
  }
}
