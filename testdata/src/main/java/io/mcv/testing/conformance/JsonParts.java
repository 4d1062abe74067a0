package io.mcv.testing.conformance;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Parts of the mutable documents of a {@link VectorImage}. */
final class JsonParts {
  private JsonParts() {}

  @SuppressWarnings("unchecked")
  static Map<String, Object> object(Map<String, Object> document, String name) {
    return (Map<String, Object>) Objects.requireNonNull(document.get(name));
  }

  @SuppressWarnings("unchecked")
  static List<Object> list(Map<String, Object> document, String name) {
    return (List<Object>) Objects.requireNonNull(document.get(name));
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> first(Map<String, Object> document, String list) {
    return (Map<String, Object>) list(document, list).get(0);
  }

  /** A descriptor, with its fields in one order. */
  static Map<String, Object> descriptor(String mediaType, String digest, long size) {
    Map<String, Object> descriptor = new LinkedHashMap<>();
    descriptor.put("mediaType", mediaType);
    descriptor.put("digest", digest);
    descriptor.put("size", size);
    return descriptor;
  }

  /** A platform, with its fields in one order. */
  static Map<String, Object> linux(String architecture) {
    return new TreeMap<>(Map.of("architecture", architecture, "os", "linux"));
  }
}
