package io.mcv.cli;

import io.mcv.client.ValidateResult;
import io.mcv.oci.model.Digest;
import io.mcv.spec.conformance.ConformanceReport;
import io.mcv.spec.conformance.RuleResult;
import io.mcv.spec.conformance.rule.Level;
import io.mcv.spec.conformance.rule.Outcome;
import io.mcv.spec.conformance.rule.RuleGroup;
import io.mcv.spec.conformance.rule.Violation;
import java.util.ArrayList;
import java.util.List;

/** What {@code validate} prints for people. */
final class ValidationText {
  private static final int MAX_VIOLATIONS = 5;

  private final ValidateResult result;
  private final ConformanceReport report;
  private final Level level;
  private final boolean everyRule;
  private final List<String> lines = new ArrayList<>();

  /**
   * A report.
   *
   * @param level failures below it are not shown
   * @param everyRule whether each rule is shown, instead of how many there are
   */
  ValidationText(ValidateResult result, Level level, boolean everyRule) {
    this.result = result;
    this.report = result.report();
    this.level = level;
    this.everyRule = everyRule;
  }

  List<String> lines() {
    lines.clear();
    lines.addAll(heading().lines());
    lines.add("");
    if (everyRule) {
      everyRule();
    } else {
      lines.addAll(summary().lines());
      lines.add("");
    }
    report.results().stream().filter(this::isShown).forEach(this::failure);
    lines.add(sums());
    return lines;
  }

  private Table heading() {
    Digest digest = result.digest();
    Digest manifest = result.manifest();
    Table heading =
        new Table("Image:", result.name())
            .row("Digest:", digest == null ? "unknown" : digest.toString());
    if (manifest != null && !manifest.equals(digest)) {
      heading.row("Manifest:", manifest + ", the one of the index that is judged");
    }
    return heading
        .row("Format:", report.format().generation() + ", " + report.format().description())
        .row("Evidence:", report.format().evidence());
  }

  private Table summary() {
    Table table =
        new Table("GROUP", "RULES", "PASSED", "ERRORS", "WARNINGS", "INFO", "NOT APPLICABLE");
    for (RuleGroup group : RuleGroup.values()) {
      RuleCounts counts = RuleCounts.of(report.results(group));
      table.row(
          group.id(),
          String.valueOf(counts.rules()),
          String.valueOf(counts.passed()),
          String.valueOf(counts.errors()),
          String.valueOf(counts.warnings()),
          String.valueOf(counts.infos()),
          String.valueOf(counts.notApplicable()));
    }
    return table;
  }

  private void everyRule() {
    for (RuleGroup group : RuleGroup.values()) {
      lines.add(group.id());
      Table table = new Table("RULE", "LEVEL", "VERDICT", "EVIDENCE");
      for (RuleResult each : report.results(group)) {
        table.row(each.rule().id(), each.rule().level().id(), verdict(each), evidence(each));
      }
      lines.addAll(table.lines());
      lines.add("");
    }
  }

  private static String verdict(RuleResult each) {
    return switch (each.outcome().verdict()) {
      case PASS -> "passed";
      case FAIL -> "failed";
      case NOT_APPLICABLE -> "not applicable";
    };
  }

  private static String evidence(RuleResult each) {
    Outcome outcome = each.outcome();
    if (outcome.verdict() != Outcome.Verdict.FAIL) {
      return outcome.evidence();
    }
    return outcome.count() == 1 ? "in 1 place" : "in " + outcome.count() + " places";
  }

  private boolean isShown(RuleResult each) {
    return each.failed() && each.rule().level().compareTo(level) <= 0;
  }

  private void failure(RuleResult each) {
    lines.add(each.rule().level().id() + " " + each.rule().id() + ": " + each.rule().statement());
    List<Violation> violations = each.outcome().violations();
    int shown = Math.min(violations.size(), MAX_VIOLATIONS);
    violations.subList(0, shown).forEach(this::violation);
    if (each.outcome().count() > shown) {
      lines.add("  and " + (each.outcome().count() - shown) + " more");
    }
    lines.add("");
  }

  private void violation(Violation violation) {
    lines.add("  place:      " + violation.place());
    lines.add("  expected:   " + violation.expected());
    lines.add("  found:      " + violation.found());
    lines.add("  what to do: " + violation.remedy());
  }

  private String sums() {
    RuleCounts counts = RuleCounts.of(report.results());
    return "%s: %s, %d passed, %s, %s, %d info, %d not applicable"
        .formatted(
            report.conforms() ? "conforms" : "does not conform",
            number(counts.rules(), "rule"),
            counts.passed(),
            number(counts.errors(), "error"),
            number(counts.warnings(), "warning"),
            counts.infos(),
            counts.notApplicable());
  }

  private static String number(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }
}
