package io.mcv.spec.conformance;

import io.mcv.spec.conformance.cache.DetectedFormat;
import io.mcv.spec.conformance.rule.Level;
import io.mcv.spec.conformance.rule.RuleGroup;
import java.util.List;
import java.util.Set;

/**
 * All rules, and which of them an image keeps.
 *
 * @param format which generation wrote the image
 * @param applied the groups that were checked; rules of others are not applicable
 * @param results a result for each rule, by group, in the order of docs/format.md
 */
public record ConformanceReport(
    DetectedFormat format, Set<RuleGroup> applied, List<RuleResult> results) {

  /** Copies the lists. */
  public ConformanceReport {
    applied = Set.copyOf(applied);
    results = List.copyOf(results);
  }

  /** The rules that are broken, those of MUST, SHOULD or MAY alone. */
  public List<RuleResult> failures(Level level) {
    return results.stream().filter(r -> r.failed() && r.rule().level() == level).toList();
  }

  /** The results of one group. */
  public List<RuleResult> results(RuleGroup group) {
    return results.stream().filter(result -> result.rule().group() == group).toList();
  }

  /** Whether no rule of MUST is broken. */
  public boolean conforms() {
    return failures(Level.ERROR).isEmpty();
  }
}
