package io.mcv.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.cli.Tool;
import io.mcv.client.ExtractRequest;
import io.mcv.client.McvClient;
import io.mcv.spec.conformance.ConformanceReport;
import io.mcv.spec.conformance.RuleCatalog;
import io.mcv.spec.conformance.RuleResult;
import io.mcv.spec.conformance.rule.Level;
import io.mcv.spec.conformance.rule.Outcome;
import io.mcv.spec.conformance.rule.Rule;
import io.mcv.testing.Checkout;
import io.mcv.testing.conformance.ConformanceCase.Verdict;
import io.mcv.testing.conformance.ConformanceTests;
import io.mcv.testing.conformance.VectorCase;
import io.mcv.testing.conformance.VectorIndex;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class VectorsTest {
  private static final Path VECTORS = Checkout.root().resolve("testdata/conformance");

  @TempDir private static Path home;

  private static McvClient client = new McvClient(Tool.at(Path.of("")).environment());
  private static VectorReports reports = new VectorReports(client);
  private static List<VectorCase> cases = List.of();

  @BeforeAll
  static void readIndex() throws IOException {
    client = new McvClient(Tool.at(home).environment());
    reports = new VectorReports(client);
    cases = VectorIndex.read(VECTORS).cases();
  }

  @TestFactory
  Stream<DynamicTest> validateFindsTheOneRuleThatAnImageBreaks() throws IOException {
    return ConformanceTests.of(VECTORS, (layout, profile) -> broken(reports.of(layout, profile)));
  }

  @TestFactory
  Stream<DynamicTest> extractTakesAndRefusesWhatItMust() throws IOException {
    return ConformanceTests.ofExtraction(VECTORS, VectorsTest::extract);
  }

  @Test
  void aRuleIsAppliedToTheImagesThatKeepIt() throws IOException {
    List<String> notApplied = new ArrayList<>();
    for (VectorCase each : cases) {
      Outcome outcome = outcome(reports.of(VECTORS, each), each.rule());
      if (each.expected() == Verdict.PASS && outcome.verdict() != Outcome.Verdict.PASS) {
        notApplied.add(each.name() + ": " + outcome);
      }
    }
    assertThat(notApplied).isEmpty();
  }

  @Test
  void everyRuleHasAnImageThatKeepsItAndOneThatBreaksIt() {
    Set<String> rules =
        RuleCatalog.all().stream().map(Rule::id).collect(Collectors.toCollection(TreeSet::new));
    assertThat(rulesOf(Verdict.PASS)).isEqualTo(rules);
    assertThat(rulesOf(Verdict.FAIL)).isEqualTo(rules);
  }

  @Test
  void theIndexHasTheGroupAndLevelOfEachRule() {
    for (VectorCase each : cases) {
      Rule rule = RuleCatalog.find(each.rule()).orElseThrow();
      assertThat(each.group()).as(each.name()).isEqualTo(rule.group().id());
      assertThat(each.level()).as(each.name()).isEqualTo(rule.level().id());
    }
  }

  private static Set<String> broken(ConformanceReport report) {
    return Stream.of(Level.values())
        .flatMap(level -> report.failures(level).stream())
        .map(result -> result.rule().id())
        .collect(Collectors.toSet());
  }

  private static boolean extract(Path layout, Path target) throws IOException {
    try {
      client.extract(ExtractRequest.of("oci:" + layout + ":t").withTarget(target));
      return true;
    } catch (IOException e) {
      if (e.getClass().getName().startsWith("io.mcv.")) {
        return false;
      }
      throw e;
    }
  }

  private static Outcome outcome(ConformanceReport report, String rule) {
    return report.results().stream()
        .filter(result -> result.rule().id().equals(rule))
        .map(RuleResult::outcome)
        .findFirst()
        .orElseThrow();
  }

  private static Set<String> rulesOf(Verdict verdict) {
    return cases.stream()
        .filter(each -> each.expected() == verdict)
        .map(VectorCase::rule)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
