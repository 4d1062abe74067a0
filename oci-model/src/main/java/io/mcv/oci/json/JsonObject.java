package io.mcv.oci.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object that was read, with typed access. Every error names the path of the field, such as
 * {@code config.digest}. A field that is null counts as absent, as Go reads it.
 */
public final class JsonObject {
  private final Map<String, @Nullable Object> fields;
  private final String path;

  private JsonObject(Map<String, @Nullable Object> fields, String path) {
    this.fields = fields;
    this.path = path;
  }

  /** An object as {@link Json#parse} gives it, to be read as the top of a document. */
  public static JsonObject of(Map<?, ?> map) {
    return of(map, "");
  }

  static JsonObject of(Map<?, ?> map, String path) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    map.forEach((key, value) -> fields.put((String) key, value));
    return new JsonObject(fields, path);
  }

  /** The names of all fields, in the order of the text. */
  public Set<String> names() {
    return Collections.unmodifiableSet(fields.keySet());
  }

  /** Whether there is such a field, null or not. */
  public boolean has(String name) {
    return fields.containsKey(name);
  }

  /** The value of any type; null where it is absent or null. */
  public @Nullable Object get(String name) {
    return fields.get(name);
  }

  /** The whole object as a map, in the order of the text. */
  public Map<String, @Nullable Object> asMap() {
    return Collections.unmodifiableMap(fields);
  }

  /** A string that must be there. */
  public String string(String name) throws JsonException {
    String value = optionalString(name);
    if (value == null) {
      throw missing(name);
    }
    return value;
  }

  /** A string, or null where it is absent. */
  public @Nullable String optionalString(String name) throws JsonException {
    Object value = fields.get(name);
    if (value == null || value instanceof String) {
      return (String) value;
    }
    throw wrong(name, "a string");
  }

  /** A whole number that must be there. */
  public long integer(String name) throws JsonException {
    Long value = optionalInteger(name);
    if (value == null) {
      throw missing(name);
    }
    return value;
  }

  /** A whole number, or null where it is absent. */
  public @Nullable Long optionalInteger(String name) throws JsonException {
    Object value = fields.get(name);
    if (value == null || value instanceof Long) {
      return (Long) value;
    }
    throw wrong(name, "a whole number");
  }

  /** A truth value; false where it is absent. */
  public boolean flag(String name) throws JsonException {
    Object value = fields.get(name);
    if (value == null) {
      return false;
    }
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw wrong(name, "true or false");
  }

  /** An object that must be there. */
  public JsonObject object(String name) throws JsonException {
    JsonObject value = optionalObject(name);
    if (value == null) {
      throw missing(name);
    }
    return value;
  }

  /** An object, or null where it is absent. */
  public @Nullable JsonObject optionalObject(String name) throws JsonException {
    Object value = fields.get(name);
    if (value == null) {
      return null;
    }
    if (value instanceof Map<?, ?> map) {
      return of(map, path(name));
    }
    throw wrong(name, "an object");
  }

  /** A list of objects, or null where it is absent. */
  public @Nullable List<JsonObject> optionalObjects(String name) throws JsonException {
    List<@Nullable Object> values = optionalList(name);
    if (values == null) {
      return null;
    }
    List<JsonObject> objects = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      if (!(values.get(i) instanceof Map<?, ?> map)) {
        throw wrong(name + "[" + i + "]", "an object");
      }
      objects.add(of(map, path(name) + "[" + i + "]"));
    }
    return objects;
  }

  /** A list of strings, or null where it is absent. */
  public @Nullable List<String> optionalStrings(String name) throws JsonException {
    List<@Nullable Object> values = optionalList(name);
    if (values == null) {
      return null;
    }
    List<String> strings = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      if (!(values.get(i) instanceof String string)) {
        throw wrong(name + "[" + i + "]", "a string");
      }
      strings.add(string);
    }
    return strings;
  }

  /** An object whose values are all strings, or null where it is absent. */
  public @Nullable Map<String, String> optionalStringMap(String name) throws JsonException {
    JsonObject object = optionalObject(name);
    if (object == null) {
      return null;
    }
    Map<String, String> map = new LinkedHashMap<>();
    for (String key : object.names()) {
      map.put(key, object.string(key));
    }
    return map;
  }

  private @Nullable List<@Nullable Object> optionalList(String name) throws JsonException {
    Object value = fields.get(name);
    if (value == null) {
      return null;
    }
    if (value instanceof List<?> list) {
      return new ArrayList<>(list);
    }
    throw wrong(name, "a list");
  }

  /** The path of one of its fields from the top of the document, for messages. */
  public String path(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private JsonException missing(String name) {
    return new JsonException(path(name) + " is missing");
  }

  private JsonException wrong(String name, String expected) {
    return new JsonException(path(name) + " is not " + expected);
  }
}
