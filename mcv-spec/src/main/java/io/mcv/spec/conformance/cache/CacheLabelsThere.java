package io.mcv.spec.conformance.cache;

import io.mcv.spec.CacheKind;
import io.mcv.spec.conformance.rule.Outcome;
import io.mcv.spec.conformance.rule.Violation;
import io.mcv.spec.conformance.rule.Violations;
import io.mcv.spec.image.CacheSummary;
import io.mcv.spec.image.LabelNames;
import java.util.List;

/** Whether the three labels that every image since May 2025 has are there. */
final class CacheLabelsThere {
  private CacheLabelsThere() {}

  static Outcome check(CacheView cache) {
    CacheSummary summary = cache.summary().orElse(null);
    if (summary == null) {
      return Outcome.notApplicable("no label of a cache");
    }
    CacheKind kind = summary.kind();
    boolean placeholder =
        kind == CacheKind.VLLM && summary.generation() == CacheSummary.Generation.PLACEHOLDER;
    Violations violations = new Violations("labels");
    for (String name :
        List.of(
            LabelNames.entryCount(kind), LabelNames.sizeBytes(kind), LabelNames.summary(kind))) {
      boolean expected = !placeholder || !name.equals(LabelNames.summary(kind));
      if (expected && cache.label(name).isEmpty()) {
        violations.add(
            () -> new Violation(cache.labelPlace(name), "label " + name, "none", "add the label"));
      }
    }
    return violations.outcome("labels " + kind.labelPrefix() + "/");
  }
}
