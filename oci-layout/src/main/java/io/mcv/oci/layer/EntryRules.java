package io.mcv.oci.layer;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What holds for every {@link LayerEntry}. */
final class EntryRules {
  private EntryRules() {}

  static void check(String path, int mode) {
    checkPath(path);
    if (mode < 0 || mode > 07777) {
      throw new IllegalArgumentException("the mode of a layer entry is within 0 and 07777");
    }
  }

  static void checkPath(String path) {
    checkText(path);
    for (String component : path.split("/", -1)) {
      if (component.isEmpty() || component.equals(".") || component.equals("..")) {
        throw new IllegalArgumentException(
            "the path of a layer entry is made of names with one slash between them");
      }
    }
  }

  static void checkText(String text) {
    if (text.isEmpty()
        || text.indexOf('\0') >= 0
        || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new IllegalArgumentException(
          "a path or link target in a layer is not empty, has no NUL and can be UTF-8");
    }
  }

  static Map<String, byte[]> checkedCopy(Map<String, byte[]> extendedAttributes) {
    for (String name : extendedAttributes.keySet()) {
      if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf('\0') >= 0) {
        throw new IllegalArgumentException(
            "the name of an extended attribute is not empty and has neither = nor NUL");
      }
    }
    return Map.copyOf(extendedAttributes);
  }
}
