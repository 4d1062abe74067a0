package io.mcv.cli;

import io.mcv.client.candidate.CreatorResult;
import io.mcv.oci.json.GoStruct;
import io.mcv.spec.conformance.ConformanceReport;
import io.mcv.spec.conformance.RuleResult;
import io.mcv.spec.conformance.rule.Level;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Prints which rules the images of a creator break: a table by cache, then every broken rule. */
final class CreatorReportText {
  private static final String NONE = "-";

  private final Console console;

  CreatorReportText(Console console) {
    this.console = console;
  }

  void print(List<CreatorResult> results, boolean json) {
    if (json) {
      results.forEach(result -> console.printJsonLine(json(result)));
      return;
    }
    Table caches = new Table("CACHE", "ERRORS", "WARNINGS", "INFO", "FAILURE");
    results.forEach(result -> caches.row(cells(result)));
    caches.lines().forEach(console::print);
    Table broken = new Table("CACHE", "LEVEL", "RULE", "STATEMENT");
    results.forEach(
        result ->
            broken(result)
                .forEach(
                    each ->
                        broken.row(
                            result.cache(),
                            each.rule().level().id(),
                            each.rule().id(),
                            each.rule().statement())));
    if (broken.lines().size() > 1) {
      console.print("");
      broken.lines().forEach(console::print);
    }
  }

  private static String[] cells(CreatorResult result) {
    ConformanceReport report = result.report();
    Stream<String> counts =
        Arrays.stream(Level.values())
            .map(level -> report == null ? NONE : String.valueOf(report.failures(level).size()));
    String failure = result.failure() == null ? NONE : result.failure();
    return Stream.of(Stream.of(result.cache()), counts, Stream.of(failure))
        .flatMap(cells -> cells)
        .toArray(String[]::new);
  }

  private static Stream<RuleResult> broken(CreatorResult result) {
    ConformanceReport report = result.report();
    return report == null
        ? Stream.empty()
        : Arrays.stream(Level.values()).flatMap(level -> report.failures(level).stream());
  }

  private static Object json(CreatorResult result) {
    return new GoStruct()
        .put("cache", result.cache())
        .put("conforms", result.conforms())
        .put("failure", result.failure())
        .put("broken", broken(result).map(CreatorReportText::json).toList())
        .written();
  }

  private static Object json(RuleResult broken) {
    return new GoStruct()
        .put("rule", broken.rule().id())
        .put("level", broken.rule().level().id())
        .put("statement", broken.rule().statement())
        .written();
  }
}
