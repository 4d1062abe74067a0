package io.mcv.oci.json;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A value of a Go struct: fields in the order in which they are put here. Those that Go marks
 * {@code omitempty} are left out of JSON where they are empty, but are there for {@link GoText}.
 */
public final class GoStruct {
  private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();
  private final Map<String, @Nullable Object> written = new LinkedHashMap<>();

  /**
   * Puts a field that is always written.
   *
   * @param value as {@link GoJson} takes them; the keys of a map are sorted as Go does
   */
  public GoStruct put(String name, @Nullable Object value) {
    Object sorted = value instanceof Map<?, ?> map ? sorted(map) : value;
    fields.put(name, sorted);
    written.put(name, sorted);
    return this;
  }

  /** Puts a field that is not written where it is null, false, or without content. */
  public GoStruct putUnlessEmpty(String name, @Nullable Object value) {
    put(name, value);
    if (isEmpty(value)) {
      written.remove(name);
    }
    return this;
  }

  /** A struct of its own with the same fields. */
  public GoStruct copy() {
    GoStruct copy = new GoStruct();
    copy.fields.putAll(fields);
    copy.written.putAll(written);
    return copy;
  }

  /** All fields. */
  public Map<String, @Nullable Object> fields() {
    return Collections.unmodifiableMap(fields);
  }

  /** The fields that are written to JSON. */
  public Map<String, @Nullable Object> written() {
    return Collections.unmodifiableMap(written);
  }

  private static boolean isEmpty(@Nullable Object value) {
    return value == null
        || value instanceof GoNil
        || value.equals(Boolean.FALSE)
        || value instanceof String text && text.isEmpty()
        || value instanceof Collection<?> list && list.isEmpty()
        || value instanceof Map<?, ?> map && map.isEmpty();
  }

  private static Map<String, @Nullable Object> sorted(Map<?, ?> map) {
    Map<String, @Nullable Object> sorted = new TreeMap<>(GoJson.KEY_ORDER);
    map.forEach((key, value) -> sorted.put((String) key, value));
    return sorted;
  }
}
