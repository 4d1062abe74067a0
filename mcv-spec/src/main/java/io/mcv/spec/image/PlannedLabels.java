package io.mcv.spec.image;

import io.mcv.oci.json.GoJson;
import io.mcv.spec.CacheKind;
import io.mcv.spec.DummyKey;
import io.mcv.spec.GpuTarget;
import io.mcv.spec.VllmEntry;
import io.mcv.spec.scan.CacheScan;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The labels that each generation gives a cache. */
final class PlannedLabels {
  private static final String VLLM_FOLDER = "torch_compile_cache";
  private static final String AOT_FOLDER = "torch_aot_compile";

  private final CacheScan scan;
  private final CacheKind kind;

  PlannedLabels(CacheScan scan) {
    this.scan = scan;
    this.kind = scan.kind();
  }

  /** Since May 2025 for Triton, since August 2026 for vLLM. */
  SortedMap<String, String> newest() {
    SortedMap<String, String> labels = new TreeMap<>();
    labels.put(LabelNames.entryCount(kind), Integer.toString(scan.entryCount()));
    labels.put(LabelNames.sizeBytes(kind), Long.toString(scan.sizeBytes()));
    labels.put(LabelNames.summary(kind), text(Map.of("targets", targets())));
    if (kind == CacheKind.VLLM) {
      labels.put(LabelNames.format(kind), format());
      if (!scan.vllm().isEmpty()) {
        putKserve(labels);
      }
    }
    return labels;
  }

  /** Of cargohold, for Triton only. */
  SortedMap<String, String> withMetadata(DummyKey keys) {
    SortedMap<String, String> labels = new TreeMap<>();
    labels.put(LabelNames.entryCount(kind), Integer.toString(scan.entryCount()));
    labels.put(LabelNames.variant(kind), "multi");
    labels.put(
        LabelNames.metadata(kind),
        text(scan.entries().stream().map(k -> EntryWriter.brief(k, keys)).toList()));
    return labels;
  }

  private List<Object> targets() {
    List<Object> list = new ArrayList<>();
    for (GpuTarget target : scan.targets()) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("backend", target.backend());
      json.put("arch", target.arch());
      json.put("warp_size", target.warpSize());
      if (target.ptxVersion() != null) {
        json.put("ptx_version", target.ptxVersion());
      }
      if (target.cudaVersion() != null) {
        json.put("cuda_version", target.cudaVersion());
      }
      list.add(json);
    }
    return list;
  }

  private String format() {
    String formats =
        Stream.of(VllmEntry.AOT_COMPILE, VllmEntry.BINARY, VllmEntry.TRITON)
            .filter(format -> scan.vllm().stream().anyMatch(e -> e.format().equals(format)))
            .collect(Collectors.joining(","));
    return formats.isEmpty() ? "unpacked" : formats;
  }

  private void putKserve(Map<String, String> labels) {
    labels.put(LabelNames.KSERVE_FRAMEWORK, "vllm");
    labels.put(LabelNames.KSERVE_CACHE_TYPE, "torch-compile");
    labels.put(
        LabelNames.KSERVE_CACHE_HASH,
        scan.vllm().stream().map(VllmEntry::hash).distinct().collect(Collectors.joining(",")));
    labels.put(LabelNames.KSERVE_MOUNT_SUBPATH, mountSubpath());
    labels.put(LabelNames.KSERVE_ROOT_ENV, "VLLM_CACHE_ROOT=/home/kserve/.cache/vllm");
  }

  private String mountSubpath() {
    if (!scan.vllm().get(0).isAheadOfTime()) {
      return VLLM_FOLDER;
    }
    String nested = VLLM_FOLDER + "/" + AOT_FOLDER;
    return scan.files().stream().anyMatch(file -> file.path().equals(nested)) ? nested : AOT_FOLDER;
  }

  private static String text(Object json) {
    return new String(GoJson.compact(json), StandardCharsets.UTF_8);
  }
}
