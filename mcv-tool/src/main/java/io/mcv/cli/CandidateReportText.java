package io.mcv.cli;

import io.mcv.client.candidate.CandidateReport;
import io.mcv.client.candidate.CaseResult;
import io.mcv.client.candidate.Judgement;
import io.mcv.client.candidate.RuleJudgement;
import io.mcv.oci.json.GoStruct;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prints which rules an extractor keeps: a table by group, then every case that is not kept. */
final class CandidateReportText {
  private static final List<Judgement> COLUMNS =
      List.of(Judgement.KEPT, Judgement.CONTAINED, Judgement.BROKEN, Judgement.NOT_JUDGED);

  private final Console console;

  CandidateReportText(Console console) {
    this.console = console;
  }

  void print(CandidateReport report, boolean json) {
    if (json) {
      report.rules().forEach(rule -> console.printJsonLine(json(rule)));
      return;
    }
    groups(report.rules()).lines().forEach(console::print);
    List<CaseResult> missed =
        report.cases().stream().filter(each -> each.judgement() != Judgement.KEPT).toList();
    if (!missed.isEmpty()) {
      console.print("");
      cases(missed).lines().forEach(console::print);
    }
  }

  private static Table groups(List<RuleJudgement> rules) {
    Map<String, List<RuleJudgement>> byGroup = new LinkedHashMap<>();
    rules.forEach(rule -> byGroup.computeIfAbsent(rule.group(), g -> new ArrayList<>()).add(rule));
    Table table = new Table("GROUP", "RULES", "KEPT", "CONTAINED", "BROKEN", "NOT JUDGED");
    byGroup.forEach(
        (group, members) -> {
          List<String> row = new ArrayList<>(List.of(group, String.valueOf(members.size())));
          COLUMNS.forEach(judgement -> row.add(count(members, judgement)));
          table.row(row.toArray(String[]::new));
        });
    return table;
  }

  private static String count(List<RuleJudgement> rules, Judgement judgement) {
    return String.valueOf(rules.stream().filter(rule -> rule.judgement() == judgement).count());
  }

  private static Table cases(List<CaseResult> cases) {
    Table table = new Table("RULE", "JUDGEMENT", "CASE", "WHY");
    cases.forEach(
        each ->
            table.row(
                each.vector().rule(),
                each.judgement().words(),
                each.vector().name(),
                each.reason()));
    return table;
  }

  private static Object json(RuleJudgement rule) {
    return new GoStruct()
        .put("rule", rule.rule())
        .put("group", rule.group())
        .put("judgement", rule.judgement().words())
        .put("cases", rule.cases().size())
        .put(
            "missed",
            rule.cases().stream()
                .filter(each -> each.judgement() != Judgement.KEPT)
                .map(CandidateReportText::json)
                .toList())
        .written();
  }

  private static Object json(CaseResult missed) {
    return new GoStruct()
        .put("name", missed.vector().name())
        .put("judgement", missed.judgement().words())
        .put("reason", missed.reason())
        .written();
  }
}
