package io.mcv.client.candidate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a tool did with the vectors.
 *
 * @param cases in the order of the vectors
 */
public record CandidateReport(List<CaseResult> cases) {
  /** Copies the list. */
  public CandidateReport {
    cases = List.copyOf(cases);
  }

  /** The rules of the cases, in their order. */
  public List<RuleJudgement> rules() {
    Map<String, List<CaseResult>> byRule = new LinkedHashMap<>();
    for (CaseResult each : cases) {
      byRule.computeIfAbsent(each.vector().rule(), rule -> new ArrayList<>()).add(each);
    }
    return byRule.entrySet().stream()
        .map(
            rule ->
                new RuleJudgement(
                    rule.getKey(), rule.getValue().get(0).vector().group(), rule.getValue()))
        .toList();
  }

  /** Whether the tool keeps every rule. */
  public boolean keepsAll() {
    return cases.stream().allMatch(each -> each.judgement() == Judgement.KEPT);
  }
}
