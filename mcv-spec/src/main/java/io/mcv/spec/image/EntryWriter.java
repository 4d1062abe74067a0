package io.mcv.spec.image;

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
 * Writes entries as JSON, for labels and manifests.
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
final class EntryWriter {
  private EntryWriter() {}

  static Map<String, Object> brief(KernelEntry kernel, DummyKey keys) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("hash", kernel.hash());
    putTarget(json, kernel.target());
    putNonNull(json, "ptx_version", kernel.ptxVersion());
    json.put("dummy_key", keys.of(kernel));
    return json;
  }

  static Map<String, Object> targetFirst(KernelEntry kernel, DummyKey keys) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("hash", kernel.hash());
    putTarget(json, kernel.target());
    putNonNull(json, "ptx_version", kernel.ptxVersion());
    putOptions(json, kernel);
    json.put("dummy_key", keys.of(kernel));
    return json;
  }

  static Map<String, Object> targetLast(KernelEntry kernel, DummyKey keys) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("hash", kernel.hash());
    json.put("dummy_key", keys.of(kernel));
    if (kernel.ptxVersion() != null && kernel.ptxVersion() != 0) {
      json.put("ptx_version", kernel.ptxVersion());
    }
    putOptions(json, kernel);
    putTarget(json, kernel.target());
    return json;
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

  static Map<String, Object> vllm(VllmEntry entry, DummyKey keys) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("vllmHash", entry.hash());
    json.put("cacheFormat", entry.format());
    putNonEmpty(json, "triton", entry.kernels().stream().map(k -> targetLast(k, keys)).toList());
    putNonEmpty(json, "binary", entry.artifacts().stream().map(EntryWriter::artifacts).toList());
    putNonEmpty(
        json, "aot_compile", entry.models().stream().map(m -> model(entry.hash(), m)).toList());
    return json;
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
}
