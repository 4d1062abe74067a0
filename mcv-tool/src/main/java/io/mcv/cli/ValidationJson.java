package io.mcv.cli;

import io.mcv.client.ValidateResult;
import io.mcv.oci.json.GoStruct;
import io.mcv.oci.model.Digest;
import io.mcv.spec.conformance.ConformanceReport;
import io.mcv.spec.conformance.RuleResult;
import io.mcv.spec.conformance.rule.Outcome;
import io.mcv.spec.conformance.rule.Place;
import io.mcv.spec.conformance.rule.RuleGroup;
import io.mcv.spec.conformance.rule.Violation;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What came of validating an image, as JSON. */
final class ValidationJson {
  private ValidationJson() {}

  static Map<String, @Nullable Object> of(ValidateResult result) {
    ConformanceReport report = result.report();
    Digest digest = result.digest();
    Digest manifest = result.manifest();
    return new GoStruct()
        .put("image", result.name())
        .put("digest", digest == null ? null : digest.toString())
        .put("manifest", manifest == null ? null : manifest.toString())
        .put("conforms", report.conforms())
        .put(
            "format",
            new GoStruct()
                .put("generation", report.format().generation())
                .put("description", report.format().description())
                .put("evidence", report.format().evidence()))
        .put(
            "groups", Arrays.stream(RuleGroup.values()).map(group -> group(report, group)).toList())
        .put("rules", report.results().stream().map(ValidationJson::rule).toList())
        .fields();
  }

  private static GoStruct group(ConformanceReport report, RuleGroup group) {
    RuleCounts counts = RuleCounts.of(report.results(group));
    return new GoStruct()
        .put("group", group.id())
        .put("applied", report.applied().contains(group))
        .put("rules", counts.rules())
        .put("passed", counts.passed())
        .put("errors", counts.errors())
        .put("warnings", counts.warnings())
        .put("infos", counts.infos())
        .put("notApplicable", counts.notApplicable());
  }

  private static GoStruct rule(RuleResult result) {
    Outcome outcome = result.outcome();
    return new GoStruct()
        .put("rule", result.rule().id())
        .put("group", result.rule().group().id())
        .put("level", result.rule().level().id())
        .put("statement", result.rule().statement())
        .put("verdict", VerificationJson.name(outcome.verdict()))
        .put("evidence", outcome.evidence())
        .put("count", outcome.count())
        .put("violations", outcome.violations().stream().map(ValidationJson::violation).toList());
  }

  private static GoStruct violation(Violation violation) {
    Place place = violation.place();
    return new GoStruct()
        .put("blob", place.blob())
        .put("entry", place.entry())
        .put("pointer", place.pointer())
        .put("offset", place.offset())
        .put("expected", violation.expected())
        .put("found", violation.found())
        .put("remedy", violation.remedy());
  }
}
