package io.mcv.client.candidate;

import java.util.Comparator;
import java.util.List;

/**
 * A rule, and whether a tool keeps it.
 *
 * @param rule its id
 * @param group that it belongs to
 * @param cases its cases, at least one
 */
public record RuleJudgement(String rule, String group, List<CaseResult> cases) {
  /** Copies the list. */
  public RuleJudgement {
    cases = List.copyOf(cases);
    if (cases.isEmpty()) {
      throw new IllegalArgumentException(rule + " has no case");
    }
  }

  /** The worst of its cases. */
  public Judgement judgement() {
    return worst().judgement();
  }

  /** The first case that is as bad as any. */
  public CaseResult worst() {
    return cases.stream()
        .sorted(Comparator.comparing(CaseResult::judgement, Comparator.reverseOrder()))
        .findFirst()
        .orElseThrow();
  }
}
