package io.mcv.spec.image;

import io.mcv.oci.json.JsonException;
import io.mcv.spec.DummyKey;
import io.mcv.spec.GpuTarget;
import io.mcv.spec.KernelEntry;
import io.mcv.spec.VllmEntry;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Entries as JSON, in labels and manifests.
 *
 * <table>
 * <caption>Order of the keys of a kernel</caption>
 * <tr><td>short</td><td>hash, backend, arch, warp_size, [ptx_version], dummy_key</td></tr>
 * <tr><td>target first</td><td>hash, backend, arch, warp_size, [ptx_version], [num_stages],
 *     [num_warps], [debug], dummy_key</td></tr>
 * <tr><td>target last</td><td>hash, [dummy_key], [ptx_version], [num_stages], [num_warps], [debug],
 *     backend, arch, warp_size</td></tr>
 * </table>
 *
 * <p>In brackets: left out where null, zero, false or empty; a PTX version of 0 is left out in the
 * last order only.
 */
final class EntryJson {
  private EntryJson() {}

  static List<Object> brief(List<KernelEntry> kernels, DummyKey keys) {
    List<Object> list = new ArrayList<>();
    for (KernelEntry kernel : kernels) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("hash", kernel.hash());
      putTarget(json, kernel.target());
      putNonNull(json, "ptx_version", kernel.ptxVersion());
      json.put("dummy_key", keys.of(kernel));
      list.add(json);
    }
    return list;
  }

  static List<Object> targetFirst(List<KernelEntry> kernels, DummyKey keys) {
    List<Object> list = new ArrayList<>();
    for (KernelEntry kernel : kernels) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("hash", kernel.hash());
      putTarget(json, kernel.target());
      putNonNull(json, "ptx_version", kernel.ptxVersion());
      putOptions(json, kernel);
      json.put("dummy_key", keys.of(kernel));
      list.add(json);
    }
    return list;
  }

  static List<Object> targetLast(List<KernelEntry> kernels, DummyKey keys) {
    List<Object> list = new ArrayList<>();
    for (KernelEntry kernel : kernels) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("hash", kernel.hash());
      json.put("dummy_key", keys.of(kernel));
      if (kernel.ptxVersion() != null && kernel.ptxVersion() != 0) {
        json.put("ptx_version", kernel.ptxVersion());
      }
      putOptions(json, kernel);
      putTarget(json, kernel.target());
      list.add(json);
    }
    return list;
  }

  private static void putTarget(Map<String, Object> json, GpuTarget target) {
    json.put("backend", target.backend());
    json.put("arch", target.arch());
    json.put("warp_size", target.warpSize());
  }

  private static void putOptions(Map<String, Object> json, KernelEntry kernel) {
    if (kernel.numStages() != 0) {
      json.put("num_stages", kernel.numStages());
    }
    if (kernel.numWarps() != 0) {
      json.put("num_warps", kernel.numWarps());
    }
    if (kernel.debug()) {
      json.put("debug", true);
    }
  }

  private static void putNonNull(Map<String, Object> json, String key, @Nullable Object value) {
    if (value != null) {
      json.put(key, value);
    }
  }

  private static void putNonEmpty(Map<String, Object> json, String key, String value) {
    if (!value.isEmpty()) {
      json.put(key, value);
    }
  }

  static List<Object> vllm(List<VllmEntry> entries, DummyKey keys) {
    List<Object> list = new ArrayList<>();
    for (VllmEntry entry : entries) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("vllmHash", entry.hash());
      json.put("cacheFormat", entry.format());
      putNonEmpty(json, "triton", targetLast(entry.kernels(), keys));
      putNonEmpty(json, "binary", entry.artifacts().stream().map(EntryJson::artifacts).toList());
      putNonEmpty(
          json, "aot_compile", entry.models().stream().map(m -> model(entry.hash(), m)).toList());
      list.add(json);
    }
    return list;
  }

  private static void putNonEmpty(Map<String, Object> json, String key, List<?> value) {
    if (!value.isEmpty()) {
      json.put(key, value);
    }
  }

  private static Map<String, Object> artifacts(VllmEntry.Artifacts artifacts) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("rank", artifacts.rank());
    json.put("prefix", artifacts.prefix());
    json.put("artifact_count", artifacts.names().size());
    putNonEmpty(json, "artifact_names", artifacts.names());
    putNonEmpty(json, "code_hash", artifacts.codeHash());
    putNonEmpty(json, "config_hash", artifacts.configHash());
    putNonEmpty(json, "compiler_hash", artifacts.compilerHash());
    putNonEmpty(json, "cache_save_format", artifacts.saveFormat());
    putNonEmpty(json, "target_device", artifacts.targetDevice());
    if (!artifacts.env().isEmpty()) {
      json.put("env", asGoWritesIt(artifacts.env()));
    }
    return json;
  }

  private static Map<String, Object> model(String hash, VllmEntry.Model model) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("hash", hash);
    json.put("rank", model.rank());
    json.put("model_file", model.file());
    json.put("file_size", model.size());
    return json;
  }

  /** Go sorts the keys of maps at every level, and has no {@code 1.0}. */
  private static @Nullable Object asGoWritesIt(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> sorted = new TreeMap<>();
      map.forEach((key, item) -> sorted.put((String) key, asGoWritesIt(item)));
      return sorted;
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> items = new ArrayList<>();
      list.forEach(item -> items.add(asGoWritesIt(item)));
      return items;
    }
    return value instanceof BigDecimal decimal ? decimal.stripTrailingZeros() : value;
  }

  static List<KernelEntry> kernels(@Nullable Object list, String where) throws JsonException {
    List<KernelEntry> kernels = new ArrayList<>();
    for (Map<?, ?> json : objects(list, where)) {
      kernels.add(
          new KernelEntry(
              text(json, "hash"),
              target(json),
              json.get("ptx_version") instanceof Long ptx ? ptx : null,
              json.get("num_stages") instanceof Long stages ? stages : 0,
              json.get("num_warps") instanceof Long warps ? warps : 0,
              Boolean.TRUE.equals(json.get("debug")),
              json.get("dummy_key") instanceof String key ? key : null,
              null,
              null));
    }
    return kernels;
  }

  /** A target with its versions; what is missing or of another type is unknown. */
  static GpuTarget target(Map<?, ?> json) {
    Object arch = json.get("arch");
    return new GpuTarget(
        json.get("backend") instanceof String backend ? backend : GpuTarget.UNKNOWN,
        arch instanceof String || arch instanceof Long ? arch.toString() : GpuTarget.UNKNOWN,
        json.get("warp_size") instanceof Long size && size > 0 && size <= Integer.MAX_VALUE
            ? size.intValue()
            : 0,
        json.get("ptx_version") instanceof Long ptx && ptx != 0 ? ptx : null,
        json.get("cuda_version") instanceof String cuda ? cuda : null);
  }

  static List<VllmEntry> vllm(@Nullable Object list) throws JsonException {
    List<VllmEntry> entries = new ArrayList<>();
    for (Map<?, ?> json : objects(list, "vllm")) {
      List<VllmEntry.Artifacts> artifacts = new ArrayList<>();
      for (Map<?, ?> binary : objects(json.get("binary"), "vllm.binary")) {
        artifacts.add(artifacts(binary));
      }
      List<VllmEntry.Model> models = new ArrayList<>();
      for (Map<?, ?> model : objects(json.get("aot_compile"), "vllm.aot_compile")) {
        long size = model.get("file_size") instanceof Long bytes ? bytes : 0;
        models.add(new VllmEntry.Model(text(model, "rank"), text(model, "model_file"), size));
      }
      entries.add(
          new VllmEntry(
              text(json, "vllmHash"),
              text(json, "cacheFormat"),
              kernels(json.get("triton"), "vllm.triton"),
              artifacts,
              models));
    }
    return entries;
  }

  private static VllmEntry.Artifacts artifacts(Map<?, ?> json) {
    List<String> names = new ArrayList<>();
    if (json.get("artifact_names") instanceof List<?> list) {
      list.forEach(name -> names.add(String.valueOf(name)));
    }
    Map<String, @Nullable Object> env = new LinkedHashMap<>();
    if (json.get("env") instanceof Map<?, ?> map) {
      map.forEach((name, value) -> env.put((String) name, value));
    }
    return new VllmEntry.Artifacts(
        text(json, "rank"),
        text(json, "prefix"),
        names,
        text(json, "code_hash"),
        text(json, "config_hash"),
        text(json, "compiler_hash"),
        text(json, "cache_save_format"),
        text(json, "target_device"),
        env);
  }

  private static String text(Map<?, ?> json, String name) {
    return json.get(name) instanceof String text ? text : "";
  }

  private static List<Map<?, ?>> objects(@Nullable Object list, String where) throws JsonException {
    List<Map<?, ?>> objects = new ArrayList<>();
    if (list == null) {
      return objects;
    }
    if (!(list instanceof List<?> items)) {
      throw new JsonException(where + " is not a list");
    }
    for (Object item : items) {
      if (!(item instanceof Map<?, ?> object)) {
        throw new JsonException(where + " holds something that is not an object");
      }
      objects.add(object);
    }
    return objects;
  }
}
