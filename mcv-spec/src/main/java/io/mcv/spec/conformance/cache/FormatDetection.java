package io.mcv.spec.conformance.cache;

import io.mcv.oci.model.Printable;
import io.mcv.spec.CacheKind;
import io.mcv.spec.DummyKey;
import io.mcv.spec.conformance.image.JsonValue;
import io.mcv.spec.conformance.rule.RuleGroup;
import io.mcv.spec.image.CacheSummary;
import io.mcv.spec.image.LabelNames;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds out which generation of the format an image is of. */
final class FormatDetection {
  private final CacheView cache;

  FormatDetection(CacheView cache) {
    this.cache = cache;
  }

  DetectedFormat format() {
    if (ArtifactType.isIn(cache.image())) {
      return new DetectedFormat(
          "artifact",
          "a cache as an artifact",
          "the type of a layer",
          withKserve(RuleGroup.MCV_COMPAT, RuleGroup.MCV_OCI_ARTIFACT));
    }
    return byLabels().or(this::byManifest).or(this::bySummary).orElseGet(this::byFolder);
  }

  private Optional<DetectedFormat> byLabels() {
    String metadata = LabelNames.metadata(CacheKind.TRITON);
    if (cache.label(metadata).isPresent()) {
      return Optional.of(cargohold(metadata));
    }
    if (cache.label(LabelNames.KSERVE_MOUNTS).isPresent()) {
      return Optional.of(
          current("F8", "mcv from September 2026", "label " + LabelNames.KSERVE_MOUNTS));
    }
    return cache.labels().keySet().stream()
        .filter(name -> name.startsWith(LabelNames.KSERVE_PREFIX))
        .findFirst()
        .map(name -> current("F7", "mcv since August 2026", "label " + Printable.of(name)));
  }

  private DetectedFormat cargohold(String label) {
    List<JsonValue> kernels = cache.labelJson(label).map(JsonValue::items).orElse(List.of());
    String generation = "F1 to F2";
    String evidence = "label " + label;
    if (kernels.stream().anyMatch(FormatDetection::hasOptions)) {
      generation = "F2";
      evidence += " with stages, warps or debug";
    } else if (hasKeys(kernels, DummyKey.Dialect.NULL_PTX)) {
      generation = "F1";
      evidence += " with dummy keys of a null ptx";
    } else if (hasKeys(kernels, DummyKey.Dialect.NO_PTX)) {
      generation = "F2";
      evidence += " with dummy keys without a ptx";
    }
    return new DetectedFormat(
        generation,
        generation.equals("F1")
            ? "cargohold of March 2025"
            : "cargohold or tcv before May 26, 2025",
        evidence,
        withKserve(RuleGroup.MCV_COMPAT, RuleGroup.CARGOHOLD));
  }

  private static boolean hasOptions(JsonValue kernel) {
    return List.of("num_stages", "num_warps", "debug").stream()
        .anyMatch(name -> kernel.member(name).isPresent());
  }

  /** Whether a dummy key of the label is that of its kernel in a dialect. */
  private boolean hasKeys(List<JsonValue> listed, DummyKey.Dialect dialect) {
    DummyKey keys = new DummyKey(dialect, DummyKey.UNKNOWN_TRITON_KEY, Map.of());
    Set<Object> found =
        Set.copyOf(
            listed.stream()
                .flatMap(kernel -> kernel.member("dummy_key").flatMap(JsonValue::text).stream())
                .toList());
    return cache.kernels().stream().map(keys::of).anyMatch(found::contains);
  }

  private Optional<DetectedFormat> byManifest() {
    JsonValue manifest = cache.manifestJson().orElse(null);
    if (manifest == null) {
      return Optional.empty();
    }
    if (manifest.isList()) {
      return Optional.of(
          new DetectedFormat(
              "F3",
              "tcv or mcv of May and June 2025",
              "the in-image manifest is a list",
              withKserve(RuleGroup.MCV_COMPAT, RuleGroup.MCV_2025_05)));
    }
    List<JsonValue> kernels = manifest.member("triton").map(JsonValue::items).orElse(List.of());
    if (!kernels.isEmpty()) {
      return Optional.of(triton(kernels.get(0)));
    }
    return manifest.member("vllm").map(JsonValue::items).map(this::vllm);
  }

  private DetectedFormat triton(JsonValue kernel) {
    if (KeyOrder.TARGET_FIRST.fault(kernel).isEmpty()) {
      return current("F4", "mcv of July and August 2025", "the order of keys in the manifest");
    }
    boolean versions =
        cache.summary().stream()
            .flatMap(summary -> summary.targets().stream())
            .anyMatch(target -> target.ptxVersion() != null || target.cudaVersion() != null);
    return versions
        ? current("F7", "mcv since August 2026", "versions in the targets of label summary")
        : current("F5 to F7", "mcv since September 2025", "the order of keys in the manifest");
  }

  private DetectedFormat vllm(List<JsonValue> folders) {
    if (isAheadOfTime(folders)) {
      return current("F7", "mcv since August 2026", "models compiled ahead of time");
    }
    if (!folders.isEmpty() || cache.label(LabelNames.format(CacheKind.VLLM)).isPresent()) {
      return current("F6", "mcv since March 2026", "hash folders in the in-image manifest");
    }
    return placeholder()
        ? current("F4", "mcv of July and August 2025", "a vLLM cache that is not described")
        : current("F5", "mcv of September 2025", "a vLLM cache with label summary alone");
  }

  private static boolean isAheadOfTime(List<JsonValue> folders) {
    return folders.stream().anyMatch(folder -> folder.member("aot_compile").isPresent());
  }

  private boolean placeholder() {
    return cache
        .summary()
        .filter(summary -> summary.generation() == CacheSummary.Generation.PLACEHOLDER)
        .isPresent();
  }

  /** Without an in-image manifest nothing but the rules for all generations can be asked for. */
  private Optional<DetectedFormat> bySummary() {
    return cache
        .summary()
        .map(
            summary ->
                switch (summary.generation()) {
                  case FORMAT -> labelled("F6 to F7", "mcv since March 2026", "label format");
                  case PLACEHOLDER -> labelled("F4", "mcv of July and August 2025", "its labels");
                  default -> labelled("F3 to F7", "tcv or mcv since May 2025", "label summary");
                });
  }

  private DetectedFormat byFolder() {
    if (cache.payload().kinds().isEmpty()) {
      return cache.image().layers().isEmpty()
          ? labelled("none", "not told", "no layer could be looked at")
          : labelled("none", "no cache", "neither labels nor a folder of a cache");
    }
    return labelled("unknown", "a cache without labels", "a cache folder alone");
  }

  private DetectedFormat labelled(String generation, String description, String evidence) {
    return new DetectedFormat(generation, description, evidence, EnumSet.of(RuleGroup.MCV_COMPAT));
  }

  private DetectedFormat current(String generation, String description, String evidence) {
    return new DetectedFormat(
        generation, description, evidence, withKserve(RuleGroup.MCV_COMPAT, RuleGroup.MCV_CURRENT));
  }

  private Set<RuleGroup> withKserve(RuleGroup first, RuleGroup second) {
    Set<RuleGroup> groups = EnumSet.of(first, second);
    if (cache.labels().keySet().stream().anyMatch(l -> l.startsWith(LabelNames.KSERVE_PREFIX))) {
      groups.add(RuleGroup.KSERVE);
    }
    return groups;
  }
}
