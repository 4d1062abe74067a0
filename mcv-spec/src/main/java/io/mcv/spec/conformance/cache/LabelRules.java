package io.mcv.spec.conformance.cache;

import static io.mcv.spec.conformance.cache.CacheCheck.must;
import static io.mcv.spec.conformance.cache.CacheCheck.should;
import static io.mcv.spec.conformance.rule.RuleGroup.MCV_COMPAT;

import io.mcv.spec.CacheKind;
import io.mcv.spec.conformance.rule.Outcome;
import io.mcv.spec.conformance.rule.Place;
import io.mcv.spec.conformance.rule.Rule;
import io.mcv.spec.conformance.rule.Violation;
import io.mcv.spec.conformance.rule.Violations;
import io.mcv.spec.image.CacheSummary;
import io.mcv.spec.image.LabelNames;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rules of {@code mcv-compat} about labels that count. */
final class LabelRules {
  static final List<Rule> ALL =
      List.of(
          should(
              "MCV-LABEL-01",
              MCV_COMPAT,
              "An image of a cache SHOULD have labels `cache.KIND.image/…` of the kind of its cache"
                  + " folder.",
              LabelRules::labelsOfItsKind),
          must(
              "MCV-LABEL-02",
              MCV_COMPAT,
              "The labels `entry-count` and `cache-size-bytes` MUST be decimal digits, at most 18.",
              LabelRules::decimal),
          must(
              "MCV-LABEL-03",
              MCV_COMPAT,
              "With an in-image manifest that is an object, `cache-size-bytes` MUST be the size of"
                  + " all files below the cache folder.",
              cache -> size(cache, true)),
          should(
              "MCV-LABEL-04",
              MCV_COMPAT,
              "With an in-image manifest that is a list, or with none, `cache-size-bytes` SHOULD be"
                  + " the size of all files below the cache folder.",
              cache -> size(cache, false)),
          should(
              "MCV-LABEL-05",
              MCV_COMPAT,
              "The label `entry-count` SHOULD be the number of kernels of a Triton cache, of hash"
                  + " folders of a vLLM cache.",
              LabelRules::entryCount));

  private static final int DIGITS = 18;

  private LabelRules() {}

  private static Outcome labelsOfItsKind(CacheView cache) {
    CacheKind kind = cache.kind().orElse(null);
    if (kind == null || !cache.labelsAreRead()) {
      return Outcome.notApplicable("no cache folder, or no configuration to read");
    }
    String prefix = kind.labelPrefix() + "/";
    if (cache.labels().keySet().stream().anyMatch(name -> name.startsWith(prefix))) {
      return Outcome.pass("labels " + prefix);
    }
    return Outcome.fail(
        new Violation(
            Place.of("config"),
            "labels " + prefix + "…",
            "none",
            "add entry-count, cache-size-bytes and summary"));
  }

  private static Outcome decimal(CacheView cache) {
    Violations violations = new Violations("labels that count");
    for (Map.Entry<String, String> label : cache.labels().entrySet()) {
      if (isCount(label.getKey())) {
        violations.looked();
        if (!label.getValue().matches("[0-9]{1," + DIGITS + "}")) {
          violations.add(
              () ->
                  new Violation(
                      cache.labelPlace(label.getKey()),
                      "decimal digits",
                      label.getValue(),
                      "write the number without sign, spaces or fraction"));
        }
      }
    }
    return violations.outcome();
  }

  private static boolean isCount(String name) {
    for (CacheKind kind : CacheKind.values()) {
      if (name.equals(LabelNames.entryCount(kind)) || name.equals(LabelNames.sizeBytes(kind))) {
        return true;
      }
    }
    return false;
  }

  /** Whether the manifest is an object is told by its first byte, as it is when extracting. */
  private static Outcome size(CacheView cache, boolean ofObject) {
    CacheKind kind = cache.kind().orElse(null);
    Long labelled =
        cache.summary().filter(s -> s.kind() == kind).map(CacheSummary::sizeBytes).orElse(null);
    if (kind == null || labelled == null || !cache.payload().isWhole()) {
      return Outcome.notApplicable("no label cache-size-bytes, or no whole cache");
    }
    byte[] manifest = cache.manifest().flatMap(CachedFile::content).orElse(new byte[0]);
    if ((manifest.length > 0 && manifest[0] != '[') != ofObject) {
      return Outcome.notApplicable(
          ofObject
              ? "no in-image manifest that is an object"
              : "the in-image manifest is an object");
    }
    String found = labelled + " bytes, and " + cache.bytes() + " in the files";
    return labelled == cache.bytes()
        ? Outcome.pass(labelled + " bytes")
        : Outcome.fail(
            new Violation(
                cache.labelPlace(LabelNames.sizeBytes(kind)),
                cache.bytes() + " bytes",
                found,
                ofObject
                    ? "do not use it: it is damaged or was changed"
                    : "count the files again"));
  }

  private static Outcome entryCount(CacheView cache) {
    CacheKind kind = cache.kind().orElse(null);
    Optional<CacheSummary> summary = cache.summary().filter(s -> s.kind() == kind);
    Long labelled = summary.map(CacheSummary::entryCount).orElse(null);
    if (kind == null || labelled == null || !cache.isComplete()) {
      return Outcome.notApplicable("no label entry-count, or no whole cache");
    }
    if (summary.get().generation() == CacheSummary.Generation.PLACEHOLDER) {
      return Outcome.notApplicable("the label is a placeholder where there is no label summary");
    }
    boolean triton = kind == CacheKind.TRITON;
    int entries = triton ? cache.kernels().size() : cache.hashFolders().size();
    return labelled == entries
        ? Outcome.pass(entries + (triton ? " kernels" : " hash folders"))
        : Outcome.fail(
            new Violation(
                cache.labelPlace(LabelNames.entryCount(kind)),
                Integer.toString(entries),
                labelled.toString(),
                "count the entries again; some may have been lost"));
  }
}
