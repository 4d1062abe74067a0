package io.mcv.spec.conformance;

import io.mcv.spec.conformance.rule.Outcome;
import io.mcv.spec.conformance.rule.Rule;

/**
 * A rule, and what came of checking it.
 *
 * @param rule that was checked
 * @param outcome of the check
 */
public record RuleResult(Rule rule, Outcome outcome) {
  /** Whether the rule is broken. */
  public boolean failed() {
    return outcome.verdict() == Outcome.Verdict.FAIL;
  }
}
