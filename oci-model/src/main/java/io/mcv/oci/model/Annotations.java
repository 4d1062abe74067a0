package io.mcv.oci.model;

import io.mcv.oci.json.GoJson;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Copies annotations into the order in which they are written. */
final class Annotations {
  private Annotations() {}

  static @Nullable Map<String, String> sorted(@Nullable Map<String, String> annotations) {
    if (annotations == null) {
      return null;
    }
    Map<String, String> sorted = new TreeMap<>(GoJson.KEY_ORDER);
    sorted.putAll(annotations);
    return Collections.unmodifiableMap(sorted);
  }
}
