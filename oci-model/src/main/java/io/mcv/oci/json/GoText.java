package io.mcv.oci.json;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Prints values as Go's {@code %v} does: {@code [a b]} for a list, {@code map[k:v]} for a map,
 * {@code {a b}} for a struct, {@code <nil>} for nothing.
 */
public final class GoText {
  private GoText() {}

  /** The text of a value of those types that {@link GoJson} writes. */
  public static String of(@Nullable Object value) {
    if (value == null) {
      return "<nil>";
    } else if (value instanceof OffsetDateTime time) {
      return GoTime.toText(time);
    } else if (value instanceof GoStruct struct) {
      return join("{", struct.fields().values().stream().map(GoText::of), "}");
    } else if (value instanceof List<?> list) {
      return join("[", list.stream().map(GoText::of), "]");
    } else if (value instanceof Map<?, ?> map) {
      return join("map[", map.entrySet().stream().map(GoText::entry), "]");
    }
    return value.toString();
  }

  private static String entry(Map.Entry<?, ?> entry) {
    return entry.getKey() + ":" + of(entry.getValue());
  }

  private static String join(String open, Stream<String> parts, String close) {
    return parts.collect(Collectors.joining(" ", open, close));
  }
}
