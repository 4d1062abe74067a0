package io.mcv.cli;

import io.mcv.spec.conformance.RuleResult;
import io.mcv.spec.conformance.rule.Level;
import io.mcv.spec.conformance.rule.Outcome;
import java.util.List;

/**
 * How many rules are kept and broken.
 *
 * @param rules all of them
 * @param passed those that are kept
 * @param errors those of MUST that are broken
 * @param warnings those of SHOULD that are broken
 * @param infos those of MAY that are broken
 * @param notApplicable those that there was nothing to check for
 */
record RuleCounts(int rules, int passed, int errors, int warnings, int infos, int notApplicable) {

  static RuleCounts of(List<RuleResult> results) {
    return new RuleCounts(
        results.size(),
        count(results, Outcome.Verdict.PASS),
        failed(results, Level.ERROR),
        failed(results, Level.WARNING),
        failed(results, Level.INFO),
        count(results, Outcome.Verdict.NOT_APPLICABLE));
  }

  private static int count(List<RuleResult> results, Outcome.Verdict verdict) {
    return (int) results.stream().filter(each -> each.outcome().verdict() == verdict).count();
  }

  private static int failed(List<RuleResult> results, Level level) {
    return (int)
        results.stream().filter(each -> each.failed() && each.rule().level() == level).count();
  }
}
