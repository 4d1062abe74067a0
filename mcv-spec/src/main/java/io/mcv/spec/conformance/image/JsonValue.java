package io.mcv.spec.conformance.image;

import java.math.BigDecimal;
import java.util.AbstractList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A value in a JSON document, with its place.
 *
 * @param pointer from the top of the document, as RFC 6901 writes it; empty for the top itself
 * @param value a {@code Map<String, Object>}, {@code List<Object>}, {@code String}, {@code Long},
 *     {@code BigDecimal}, {@code Boolean} or null
 */
public record JsonValue(String pointer, @Nullable Object value) {

  /** Whether it is an object. */
  public boolean isObject() {
    return value instanceof Map<?, ?>;
  }

  /** Whether it is a list. */
  public boolean isList() {
    return value instanceof List<?>;
  }

  /** The member of an object; empty where there is none, or this is no object. A null is there. */
  public Optional<JsonValue> member(String name) {
    return value instanceof Map<?, ?> map && map.containsKey(name)
        ? Optional.of(new JsonValue(pointerOf(name), map.get(name)))
        : Optional.empty();
  }

  /** All members of an object in the order of the text; none where this is no object. */
  public Map<String, JsonValue> members() {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach(
          (name, each) ->
              members.put((String) name, new JsonValue(pointerOf((String) name), each)));
    }
    return members;
  }

  /** The items of a list, each made when it is asked for; none where this is no list. */
  public List<JsonValue> items() {
    if (!(value instanceof List<?> list)) {
      return List.of();
    }
    return new AbstractList<>() {
      @Override
      public JsonValue get(int position) {
        return new JsonValue(pointer + "/" + position, list.get(position));
      }

      @Override
      public int size() {
        return list.size();
      }
    };
  }

  /** Its text; empty where it is no string. */
  public Optional<String> text() {
    return value instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /** Its number; empty where it is no whole number of 64 bits. */
  public Optional<Long> integer() {
    return value instanceof Long number ? Optional.of(number) : Optional.empty();
  }

  /** What it is, for people: {@code a string}, {@code a list}, {@code null}. */
  public String type() {
    if (value == null) {
      return "null";
    }
    if (value instanceof Map<?, ?>) {
      return "an object";
    }
    if (value instanceof List<?>) {
      return "a list";
    }
    if (value instanceof String) {
      return "a string";
    }
    if (value instanceof Boolean) {
      return "true or false";
    }
    return value instanceof BigDecimal ? "a number that is not whole" : "a number";
  }

  private String pointerOf(String name) {
    return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
  }
}
