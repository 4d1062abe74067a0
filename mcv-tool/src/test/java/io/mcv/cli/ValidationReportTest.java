package io.mcv.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.client.ValidateResult;
import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonObject;
import io.mcv.oci.model.Digest;
import io.mcv.spec.conformance.ConformanceReport;
import io.mcv.spec.conformance.RuleResult;
import io.mcv.spec.conformance.cache.DetectedFormat;
import io.mcv.spec.conformance.rule.Level;
import io.mcv.spec.conformance.rule.Outcome;
import io.mcv.spec.conformance.rule.Place;
import io.mcv.spec.conformance.rule.Rule;
import io.mcv.spec.conformance.rule.RuleGroup;
import io.mcv.spec.conformance.rule.Violation;
import io.mcv.spec.conformance.rule.Violations;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;

/** How a report is printed and written, by one with every verdict and level. */
class ValidationReportTest {
  private static final Digest DIGEST = Digest.parse("sha256:" + "1".repeat(64));

  private final Violation violation =
      new Violation(
          new Place("layer 1 sha256:22", "a\u0000b", null, 512L),
          "a name",
          "a NUL",
          "leave it out");
  private final ValidateResult result =
      new ValidateResult(
          "oci:/tmp/an image:v1",
          DIGEST,
          DIGEST,
          new ConformanceReport(
              new DetectedFormat("F7", "mcv since August 2026", "label summary", Set.of()),
              Set.of(RuleGroup.OCI_IMAGE, RuleGroup.LAYER_SAFETY),
              List.of(
                  result("OCI-DESC-01", RuleGroup.OCI_IMAGE, Level.ERROR, Outcome.pass("2 blobs")),
                  result(
                      "OCI-DESC-02",
                      RuleGroup.OCI_IMAGE,
                      Level.WARNING,
                      Outcome.fail(
                          new Violation(
                              new Place("manifest sha256:11", null, "/config", null),
                              "1",
                              "2",
                              "write 1"))),
                  result("LAYER-NAME-01", RuleGroup.LAYER_SAFETY, Level.ERROR, broken(107)),
                  result(
                      "KSERVE-01",
                      RuleGroup.KSERVE,
                      Level.INFO,
                      Outcome.notApplicable("not of this format")))));

  @Test
  void ofAnIndexTheImageThatIsJudgedIsNamed() {
    Digest own = Digest.sha256(new byte[1]);
    ValidateResult ofIndex = new ValidateResult("oci:x", DIGEST, own, result.report());
    assertThat(new ValidationText(ofIndex, Level.ERROR, false).lines())
        .contains("Manifest:   " + own + ", the one of the index that is judged");
    assertThat(new ValidationText(result, Level.ERROR, false).lines())
        .noneMatch(line -> line.startsWith("Manifest:"));
  }

  @Test
  void peopleSeeGroupsThenFailuresThenSums() {
    List<String> lines = new ValidationText(result, Level.WARNING, false).lines();

    assertThat(lines.subList(0, 8))
        .containsExactly(
            "Image:      oci:/tmp/an image:v1",
            "Digest:     " + DIGEST,
            "Format:     F7, mcv since August 2026",
            "Evidence:   label summary",
            "",
            "GROUP              RULES   PASSED   ERRORS   WARNINGS   INFO   NOT APPLICABLE",
            "oci-image          2       1        0        1          0      0",
            "oci-layout         0       0        0        0          0      0");
    assertThat(lines)
        .containsSubsequence(
            "warning OCI-DESC-02: Images SHOULD do OCI-DESC-02.",
            "  place:      manifest sha256:11, at /config",
            "  expected:   1",
            "  found:      2",
            "  what to do: write 1",
            "",
            "error LAYER-NAME-01: Images MUST do LAYER-NAME-01.",
            "  place:      layer 1 sha256:22, entry a\\u0000b, byte 512",
            "  and 102 more",
            "",
            "does not conform: 4 rules, 1 passed, 1 error, 1 warning, 0 info, 1 not applicable");
    assertThat(lines.stream().filter(line -> line.contains("leave it out"))).hasSize(5);
  }

  @Test
  void failuresBelowTheLevelAreNotShownButCounted() {
    List<String> lines = new ValidationText(result, Level.ERROR, false).lines();

    assertThat(String.join("\n", lines)).doesNotContain("OCI-DESC-02").contains("1 warning,");
  }

  @Test
  void everyRuleIsShownWhereThatIsAskedFor() {
    assertThat(new ValidationText(result, Level.ERROR, true).lines())
        .containsSubsequence(
            "oci-image",
            "RULE          LEVEL     VERDICT   EVIDENCE",
            "OCI-DESC-01   error     passed    2 blobs",
            "OCI-DESC-02   warning   failed    in 1 place",
            "KSERVE-01   info    not applicable   not of this format");
  }

  @Test
  void programsReadEveryRule() throws IOException {
    JsonObject json = Json.parseObject(printed().getBytes(StandardCharsets.UTF_8));

    assertThat(json.names())
        .containsExactly("image", "digest", "manifest", "conforms", "format", "groups", "rules");
    assertThat(json.get("conforms")).isEqualTo(false);
    List<JsonObject> groups = Objects.requireNonNull(json.optionalObjects("groups"));
    assertThat(groups).hasSize(RuleGroup.values().length);
    assertThat(groups.get(0).names())
        .containsExactly(
            "group", "applied", "rules", "passed", "errors", "warnings", "infos", "notApplicable");
    List<JsonObject> rules = Objects.requireNonNull(json.optionalObjects("rules"));
    assertThat(rules.stream().map(rule -> rule.get("verdict")))
        .containsExactly("pass", "fail", "fail", "not-applicable");
    assertThat(rules.get(2).names())
        .containsExactly(
            "rule", "group", "level", "statement", "verdict", "evidence", "count", "violations");
    assertThat(rules.get(2).integer("count")).isEqualTo(107);
    List<JsonObject> violations =
        Objects.requireNonNull(rules.get(2).optionalObjects("violations"));
    assertThat(violations).hasSize(Outcome.MAX_SHOWN);
    assertThat(violations.get(0).asMap())
        .containsEntry("blob", "layer 1 sha256:22")
        .containsEntry("entry", "a\\u0000b")
        .containsEntry("pointer", null)
        .containsEntry("offset", 512L)
        .containsEntry("remedy", "leave it out");
  }

  @Test
  void onlyABrokenMustFailsInJunit() throws Exception {
    Element suites = xml(JUnitReport.of(result));

    assertThat(suites.getAttribute("name")).isEqualTo("mcv-tool validate oci:/tmp/an image:v1");
    assertThat(suites.getElementsByTagName("testsuite").getLength())
        .isEqualTo(RuleGroup.values().length);
    assertThat(suites.getElementsByTagName("testcase").getLength()).isEqualTo(4);
    Element failure = (Element) suites.getElementsByTagName("failure").item(0);
    assertThat(suites.getElementsByTagName("failure").getLength()).isEqualTo(1);
    assertThat(failure.getAttribute("message")).isEqualTo("Images MUST do LAYER-NAME-01.");
    assertThat(failure.getTextContent()).contains("entry a\\u0000b").endsWith("and 7 more");
    assertThat(suites.getElementsByTagName("system-out").item(0).getTextContent())
        .startsWith("warning: Images SHOULD do OCI-DESC-02.\n");
    Element skipped = (Element) suites.getElementsByTagName("skipped").item(0);
    assertThat(skipped.getAttribute("message")).isEqualTo("not of this format");
    Element suite = (Element) suites.getElementsByTagName("testsuite").item(0);
    assertThat(suite.getAttribute("tests") + suite.getAttribute("failures")).isEqualTo("20");
  }

  @Test
  void whatXmlCannotHoldIsEscaped() throws Exception {
    ValidateResult odd =
        new ValidateResult("oci:a\u0001<\ud800&\uffff\ud83d\ude00", null, null, result.report());

    assertThat(xml(JUnitReport.of(odd)).getAttribute("name"))
        .isEqualTo("mcv-tool validate oci:a\\u0001<\\ud800&\\uffff\ud83d\ude00");
  }

  @Test
  void everyViolationIsAResultInSarif() throws IOException {
    JsonObject log = Json.parseObject(SarifReport.of(result));

    assertThat(log.get("version")).isEqualTo("2.1.0");
    JsonObject run = Objects.requireNonNull(log.optionalObjects("runs")).get(0);
    JsonObject driver = run.object("tool").object("driver");
    assertThat(driver.get("name")).isEqualTo("mcv-tool");
    List<JsonObject> rules = Objects.requireNonNull(driver.optionalObjects("rules"));
    assertThat(rules.stream().map(rule -> rule.get("id")))
        .containsExactly("OCI-DESC-01", "OCI-DESC-02", "LAYER-NAME-01", "KSERVE-01");
    assertThat(rules.get(3).object("defaultConfiguration").get("level")).isEqualTo("note");
    List<JsonObject> results = Objects.requireNonNull(run.optionalObjects("results"));
    assertThat(results).hasSize(101);
    JsonObject first = results.get(0);
    assertThat(first.get("ruleId")).isEqualTo("OCI-DESC-02");
    assertThat(first.get("ruleIndex")).isEqualTo(1L);
    assertThat(first.get("level")).isEqualTo("warning");
    assertThat(first.object("message").string("text")).contains("Expected 1, found 2");
    JsonObject location = Objects.requireNonNull(first.optionalObjects("locations")).get(0);
    assertThat(location.object("physicalLocation").object("artifactLocation").get("uri"))
        .isEqualTo("oci:/tmp/an%20image:v1");
    assertThat(
            Objects.requireNonNull(location.optionalObjects("logicalLocations"))
                .get(0)
                .get("fullyQualifiedName"))
        .isEqualTo("manifest sha256:11, at /config");
  }

  @ParameterizedTest
  @CsvSource({
    "oci:/tmp/a#b?c:v1,             oci:/tmp/a%23b%3Fc:v1",
    "localhost:5000/team/cache:v1,  docker://localhost:5000/team/cache:v1",
    "127.0.0.1:5000/cache,          docker://127.0.0.1:5000/cache",
    "docker://quay.io/cache@sha256:1, docker://quay.io/cache@sha256:1",
    "podman:localhost/cache:v1,     podman:localhost/cache:v1",
    "dir:/tmp/100%,                 dir:/tmp/100%25"
  })
  void everyNameIsAUriInSarif(String name, String expected) {
    String uri = SarifReport.uri(name);
    assertThat(uri).isEqualTo(expected);
    URI parsed = URI.create(uri);
    assertThat(parsed.getScheme()).isEqualTo(expected.substring(0, expected.indexOf(':')));
    assertThat(parsed.getFragment()).isNull();
    assertThat(parsed.getQuery()).isNull();
  }

  private static RuleResult result(String id, RuleGroup group, Level level, Outcome outcome) {
    String statement = "Images " + level.keyword() + " do " + id + ".";
    return new RuleResult(new Rule(id, group, level, statement, image -> outcome), outcome);
  }

  private String printed() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Console(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintWriter(Writer.nullWriter()))
        .printJson(ValidationJson.of(result));
    return out.toString(StandardCharsets.UTF_8);
  }

  private static Element xml(byte[] document) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(document))
        .getDocumentElement();
  }

  private Outcome broken(int times) {
    Violations violations = new Violations("entries");
    for (int i = 0; i < times; i++) {
      violations.add(() -> violation);
    }
    return violations.outcome();
  }
}
