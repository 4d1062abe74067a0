package io.mcv.spec.conformance.cache;

import io.mcv.spec.conformance.image.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The order in which a tool writes the keys of an object.
 *
 * @param required keys that are always there
 * @param all keys in their order; others may stand between them
 */
record KeyOrder(List<String> required, List<String> all) {
  /** Of a kernel until August 2025. */
  static final KeyOrder TARGET_FIRST =
      of(
          "hash",
          "backend",
          "arch",
          "warp_size",
          "[ptx_version]",
          "[num_stages]",
          "[num_warps]",
          "[debug]",
          "dummy_key");

  /** Of a kernel since September 2025. */
  static final KeyOrder TARGET_LAST =
      of(
          "hash",
          "[dummy_key]",
          "[ptx_version]",
          "[num_stages]",
          "[num_warps]",
          "[debug]",
          "backend",
          "arch",
          "warp_size");

  /** Of a hash folder. */
  static final KeyOrder HASH_FOLDER =
      of("vllmHash", "cacheFormat", "[triton]", "[binary]", "[aot_compile]");

  /** Of a rank and prefix in binary form. */
  static final KeyOrder BINARY =
      of(
          "rank",
          "prefix",
          "artifact_count",
          "[artifact_names]",
          "[code_hash]",
          "[config_hash]",
          "[compiler_hash]",
          "[cache_save_format]",
          "[target_device]",
          "[env]");

  /** Of a model compiled ahead of time. */
  static final KeyOrder AOT_COMPILE = of("hash", "rank", "model_file", "file_size");

  /** Keys in their order; those in brackets may be left out. */
  private static KeyOrder of(String... keys) {
    List<String> required = new ArrayList<>();
    List<String> all = new ArrayList<>();
    for (String key : keys) {
      if (key.startsWith("[")) {
        all.add(key.substring(1, key.length() - 1));
      } else {
        all.add(key);
        required.add(key);
      }
    }
    return new KeyOrder(List.copyOf(required), List.copyOf(all));
  }

  /** What is wrong with the keys of an object, for people; empty where nothing is. */
  Optional<String> fault(JsonValue object) {
    if (!object.isObject()) {
      return Optional.of(object.type());
    }
    List<String> found = new ArrayList<>(object.members().keySet());
    for (String key : required) {
      if (!found.contains(key)) {
        return Optional.of("no " + key);
      }
    }
    found.retainAll(all);
    List<String> expected = new ArrayList<>(all);
    expected.retainAll(found);
    return found.equals(expected) ? Optional.empty() : Optional.of(String.join(", ", found));
  }

  /** For people. */
  @Override
  public String toString() {
    List<String> keys = new ArrayList<>();
    all.forEach(key -> keys.add(required.contains(key) ? key : "[" + key + "]"));
    return String.join(", ", keys);
  }
}
