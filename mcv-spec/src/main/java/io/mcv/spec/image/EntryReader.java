package io.mcv.spec.image;

import io.mcv.oci.json.JsonException;
import io.mcv.spec.GpuTarget;
import io.mcv.spec.KernelEntry;
import io.mcv.spec.VllmEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads entries from the JSON of labels and manifests, in any order of keys. Structure must be
 * right; a value that is missing or of another type counts as not told.
 */
final class EntryReader {
  private EntryReader() {}

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
              models,
              Set.of()));
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
