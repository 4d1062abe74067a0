package io.mcv.testing.caches;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** JSON as Python's {@code json.dumps} writes it by default: a space after each comma and colon. */
final class PythonJson {
  private PythonJson() {}

  static byte[] bytes(Object value) {
    return text(value).getBytes(StandardCharsets.UTF_8);
  }

  private static String text(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> text(entry.getKey()) + ": " + text(entry.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (value instanceof List<?> list) {
      return list.stream().map(PythonJson::text).collect(Collectors.joining(", ", "[", "]"));
    }
    // The samples hold no character that needs an escape.
    return value instanceof String string ? '"' + string + '"' : String.valueOf(value);
  }
}
