package io.mcv.oci.template;

import io.mcv.oci.json.GoJson;
import io.mcv.oci.json.GoNil;
import io.mcv.oci.json.GoText;
import io.mcv.oci.model.Printable;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What Go's templates make of values. */
final class Values {
  private Values() {}

  /** Whether a value is not empty. */
  static boolean isTrue(@Nullable Object value) {
    if (value instanceof Boolean truth) {
      return truth;
    } else if (value instanceof Number number) {
      return number.longValue() != 0;
    } else if (value instanceof String text) {
      return !text.isEmpty();
    } else if (value instanceof List<?> list) {
      return !list.isEmpty();
    } else if (value instanceof Map<?, ?> map) {
      return !map.isEmpty();
    }
    return value != null && !(value instanceof GoNil);
  }

  /** The elements of a list by their indexes, or of a map by their keys. */
  static Map<?, ?> elements(@Nullable Object value, int offset) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    if (value instanceof GoNil) {
      return Map.of();
    }
    if (value instanceof List<?> list) {
      Map<Object, @Nullable Object> elements = new LinkedHashMap<>();
      list.forEach(each -> elements.put((long) elements.size(), each));
      return elements;
    }
    throw new TemplateException("range is for lists and maps, not for " + shown(value), offset);
  }

  /** Elements of a list or map, or bytes of a text in UTF-8. */
  static long length(@Nullable Object value, int offset) {
    if (value instanceof String text) {
      return text.getBytes(StandardCharsets.UTF_8).length;
    } else if (value instanceof List<?> list) {
      return list.size();
    } else if (value instanceof Map<?, ?> map) {
      return map.size();
    } else if (value == GoNil.SLICE || value == GoNil.MAP) {
      return 0;
    }
    throw new TemplateException(
        "len is for lists, maps and texts, not for " + shown(value), offset);
  }

  /** The element of a list, or of a map; of a map an empty text where there is none. */
  static @Nullable Object index(@Nullable Object value, @Nullable Object key, int offset) {
    if (value instanceof Map<?, ?> map && key instanceof String) {
      return map.containsKey(key) ? map.get(key) : "";
    }
    if (value == GoNil.MAP && key instanceof String) {
      return "";
    }
    boolean list = value instanceof List || value == GoNil.SLICE;
    if (!list || !(key instanceof Number)) {
      throw new TemplateException(
          "index is for a map and a text, or a list and a number; not for "
              + shown(value)
              + " and "
              + shown(key),
          offset);
    }
    List<?> elements = value instanceof List<?> some ? some : List.of();
    long at = ((Number) key).longValue();
    if (at < 0 || at >= elements.size()) {
      throw new TemplateException(
          "index " + at + " of a list of " + elements.size() + " elements", offset);
    }
    return elements.get((int) at);
  }

  /** Whether two values are the same, which only those of one simple type can be. */
  static boolean areEqual(@Nullable Object one, @Nullable Object other, int offset) {
    if (isNil(one) || isNil(other)) {
      return isNil(one) && isNil(other);
    }
    if (one instanceof Number a && other instanceof Number b) {
      return a.longValue() == b.longValue();
    }
    if (one instanceof String && other instanceof String
        || one instanceof Boolean && other instanceof Boolean) {
      return Objects.equals(one, other);
    }
    throw incomparable(one, other, offset);
  }

  /** The order of two numbers or texts. */
  static int compare(@Nullable Object one, @Nullable Object other, int offset) {
    if (one instanceof Number a && other instanceof Number b) {
      return Long.compare(a.longValue(), b.longValue());
    }
    if (one instanceof String a && other instanceof String b) {
      return GoJson.KEY_ORDER.compare(a, b);
    }
    throw incomparable(one, other, offset);
  }

  private static boolean isNil(@Nullable Object value) {
    return value == null || value instanceof GoNil;
  }

  private static TemplateException incomparable(
      @Nullable Object one, @Nullable Object other, int offset) {
    return new TemplateException(shown(one) + " cannot be compared with " + shown(other), offset);
  }

  private static String shown(@Nullable Object value) {
    return Printable.of(GoText.of(value));
  }
}
