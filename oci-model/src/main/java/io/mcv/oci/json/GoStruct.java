package io.mcv.oci.json;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object as Go writes a struct: its fields in the order in which they are put here, those
 * that Go marks {@code omitempty} left out where they are empty.
 */
public final class GoStruct {
  private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

  /** Puts a field that is always written; null is written as {@code null}. */
  public GoStruct put(String name, @Nullable Object value) {
    fields.put(name, value instanceof Map<?, ?> map ? sorted(map) : value);
    return this;
  }

  /** Puts a field unless it is null, false, or a string, list or map without content. */
  public GoStruct putUnlessEmpty(String name, @Nullable Object value) {
    return isEmpty(value) ? this : put(name, value);
  }

  /** Puts a struct, whose fields keep their order. */
  public GoStruct put(String name, GoStruct struct) {
    fields.put(name, struct.fields);
    return this;
  }

  /** The fields so far, for {@link GoJson}. */
  public Map<String, @Nullable Object> fields() {
    return Collections.unmodifiableMap(fields);
  }

  private static boolean isEmpty(@Nullable Object value) {
    return value == null
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
