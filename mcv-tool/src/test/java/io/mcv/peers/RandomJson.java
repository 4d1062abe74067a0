package io.mcv.peers;

import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Writes JSON in one of the many ways in which it can be: with spaces, with needless escapes. */
final class RandomJson {
  private final Random random;
  private StringBuilder out = new StringBuilder();

  /** JSON that is written as it is: of times, Go reads no escapes. */
  record Verbatim(String json) {}

  RandomJson(Random random) {
    this.random = random;
  }

  byte[] bytes(Object value) {
    out = new StringBuilder();
    write(value);
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void write(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      out.append('{');
      Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
      while (entries.hasNext()) {
        Map.Entry<?, ?> entry = entries.next();
        string(String.valueOf(entry.getKey()));
        space().append(':');
        write(entry.getValue());
        out.append(entries.hasNext() ? "," : "");
      }
      space().append('}');
    } else if (value instanceof List<?> list) {
      out.append('[');
      Iterator<?> items = list.iterator();
      while (items.hasNext()) {
        write(items.next());
        out.append(items.hasNext() ? "," : "");
      }
      space().append(']');
    } else if (value instanceof String text) {
      string(text);
    } else if (value instanceof Verbatim verbatim) {
      space().append(verbatim.json());
    } else {
      space().append(value);
    }
  }

  private void string(String text) {
    space().append('"');
    text.codePoints().forEach(this::character);
    out.append('"');
  }

  private void character(int c) {
    boolean must = c < ' ' || c == '"' || c == '\\';
    if (!must && random.nextInt(8) > 0) {
      out.appendCodePoint(c);
      return;
    }
    for (char unit : Character.toChars(c)) {
      out.append(String.format("\\u%04x", (int) unit));
    }
  }

  private StringBuilder space() {
    return out.append(random.nextInt(12) == 0 ? " \n\t".charAt(random.nextInt(3)) + "" : "");
  }
}
