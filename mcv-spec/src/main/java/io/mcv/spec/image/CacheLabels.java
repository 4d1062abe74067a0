package io.mcv.spec.image;

import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonException;
import io.mcv.oci.model.Printable;
import io.mcv.spec.CacheKind;
import io.mcv.spec.GpuTarget;
import io.mcv.spec.KernelEntry;
import io.mcv.spec.image.CacheSummary.Generation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads the labels of an image, whatever generation wrote them.
 *
 * <p>Labels are hints for people and schedulers, so nothing in them is an error: what cannot be
 * understood becomes a warning.
 */
public final class CacheLabels {
  private final Map<String, String> labels;
  private final CacheKind kind;
  private final List<String> warnings = new ArrayList<>();
  private final SortedSet<GpuTarget> targets = new TreeSet<>();
  private final List<KernelEntry> kernels = new ArrayList<>();

  private CacheLabels(Map<String, String> labels, CacheKind kind) {
    this.labels = labels;
    this.kind = kind;
  }

  /**
   * What the labels tell.
   *
   * @param labels of the image's config
   * @return empty if no label names a Triton or vLLM cache
   */
  public static Optional<CacheSummary> read(Map<String, String> labels) {
    for (CacheKind kind : CacheKind.values()) {
      if (labels.keySet().stream().anyMatch(name -> name.startsWith(kind.labelPrefix() + "/"))) {
        return Optional.of(new CacheLabels(labels, kind).read());
      }
    }
    return Optional.empty();
  }

  private CacheSummary read() {
    readMetadata();
    readSummary();
    for (GpuTarget target : targets) {
      if (!target.isArchKnown()) {
        warnings.add(
            "the labels name an unknown architecture, "
                + Printable.of(target.arch())
                + (target.namesToolkit() ? ", the version of a CUDA toolkit" : ""));
      }
    }
    String format = labels.get(LabelNames.format(kind));
    return new CacheSummary(
        kind,
        generation(),
        number(LabelNames.entryCount(kind)),
        number(LabelNames.sizeBytes(kind)),
        targets,
        format == null ? List.of() : List.of(format.split(",")),
        kserve(),
        kernels,
        warnings);
  }

  private void readMetadata() {
    Object json = json(LabelNames.metadata(kind));
    try {
      kernels.addAll(EntryReader.kernels(json, LabelNames.metadata(kind)));
      kernels.forEach(kernel -> targets.add(kernel.target()));
    } catch (JsonException e) {
      warnings.add("label " + e.getMessage());
    }
  }

  /** The label may be the word {@code null}, where mcv had nothing to summarise. */
  private void readSummary() {
    Object json = json(LabelNames.summary(kind));
    if (json instanceof Map<?, ?> summary && summary.get("targets") instanceof List<?> list) {
      for (Object target : list) {
        if (target instanceof Map<?, ?> object) {
          targets.add(EntryReader.target(object));
        }
      }
    }
    if (targets.isEmpty()) {
      warnings.add("the labels do not say which GPUs the cache is for");
    }
  }

  private @Nullable Object json(String name) {
    String text = labels.get(name);
    if (text == null) {
      return null;
    }
    try {
      return Json.parse(text.getBytes(StandardCharsets.UTF_8));
    } catch (JsonException e) {
      warnings.add("label " + name + " is " + e.getMessage());
      return null;
    }
  }

  private @Nullable Long number(String name) {
    String text = labels.get(name);
    if (text != null && text.matches("\\d{1,18}")) {
      return Long.valueOf(text);
    }
    if (text != null) {
      warnings.add("label " + name + " is not a number: " + Printable.of(text));
    }
    return null;
  }

  private SortedMap<String, String> kserve() {
    SortedMap<String, String> kserve = new TreeMap<>(labels);
    kserve.keySet().removeIf(name -> !name.startsWith(LabelNames.KSERVE_PREFIX));
    return kserve;
  }

  private Generation generation() {
    if (labels.containsKey(LabelNames.metadata(kind))) {
      return Generation.METADATA;
    }
    if (labels.containsKey(LabelNames.KSERVE_MOUNTS)) {
      return Generation.MOUNTS;
    }
    if (!kserve().isEmpty()) {
      return Generation.KSERVE;
    }
    if (labels.containsKey(LabelNames.format(kind))) {
      return Generation.FORMAT;
    }
    return labels.containsKey(LabelNames.summary(kind))
        ? Generation.SUMMARY
        : Generation.PLACEHOLDER;
  }
}
