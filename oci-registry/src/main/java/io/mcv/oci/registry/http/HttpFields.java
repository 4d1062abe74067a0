package io.mcv.oci.registry.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Header fields, whose names differ in more than case. Immutable. */
public final class HttpFields {
  /** No field at all. */
  public static final HttpFields NONE = new HttpFields(new TreeMap<>());

  private final TreeMap<String, List<String>> fields;

  private HttpFields(TreeMap<String, List<String>> fields) {
    this.fields = fields;
  }

  /** A copy of fields that may stand in any case. */
  public static HttpFields of(Map<String, List<String>> fields) {
    HttpFields copy = new HttpFields(new TreeMap<>(String.CASE_INSENSITIVE_ORDER));
    fields.forEach((name, values) -> values.forEach(value -> copy.add(name, value)));
    return copy;
  }

  /** The same with this value as the only one of its name. */
  public HttpFields with(String name, String value) {
    HttpFields copy = without(name);
    copy.add(name, value);
    return copy;
  }

  /** The same with no value of this name. */
  public HttpFields without(String name) {
    HttpFields copy = of(fields);
    copy.fields.remove(name);
    return copy;
  }

  /** The first value of a field, or null. */
  public @Nullable String first(String name) {
    List<String> values = fields.get(name);
    return values == null ? null : values.get(0);
  }

  /** All values of a field, in their order; none where it is absent. */
  public List<String> all(String name) {
    return List.copyOf(fields.getOrDefault(name, List.of()));
  }

  /** A number, such as a length; null where it is absent or none that is zero or more. */
  public @Nullable Long number(String name) {
    String value = first(name);
    if (value == null || !value.strip().matches("[0-9]{1,18}")) {
      return null;
    }
    return Long.valueOf(value.strip());
  }

  /** All of them, by name. */
  public Map<String, List<String>> asMap() {
    TreeMap<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    fields.forEach((name, values) -> copy.put(name, List.copyOf(values)));
    return copy;
  }

  private void add(String name, String value) {
    fields.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
  }
}
