package io.mcv.cli;

import io.mcv.client.ValidateResult;
import io.mcv.oci.json.GoJson;
import io.mcv.oci.json.GoStruct;
import io.mcv.spec.conformance.RuleResult;
import io.mcv.spec.conformance.rule.Level;
import io.mcv.spec.conformance.rule.Rule;
import io.mcv.spec.conformance.rule.Violation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What an image breaks, as SARIF 2.1.0, which code hosts show beside the code.
 *
 * @see <a href="https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html">SARIF 2.1.0</a>
 */
final class SarifReport {
  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
  private static final String UNRESERVED = "-._~:/@!$&'()*+,;=";

  private static final List<String> PLACES =
      List.of(
          "docker://",
          "oci:",
          "oci-archive:",
          "docker-archive:",
          "dir:",
          "docker-daemon:",
          "podman:",
          "containers-storage:");

  private final String image;

  private SarifReport(String image) {
    this.image = image;
  }

  /** The document, in UTF-8. */
  static byte[] of(ValidateResult result) {
    List<RuleResult> results = result.report().results();
    GoStruct run =
        new GoStruct()
            .put("tool", new GoStruct().put("driver", driver(results)))
            .put("results", new SarifReport(result.name()).results(results));
    GoStruct log =
        new GoStruct().put("$schema", SCHEMA).put("version", "2.1.0").put("runs", List.of(run));
    return (new String(GoJson.indented(log, "  "), StandardCharsets.UTF_8) + "\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static GoStruct driver(List<RuleResult> results) {
    return new GoStruct()
        .put("name", "mcv-tool")
        .put("rules", results.stream().map(each -> rule(each.rule())).toList());
  }

  private static GoStruct rule(Rule rule) {
    return new GoStruct()
        .put("id", rule.id())
        .put("shortDescription", text(rule.statement()))
        .put("defaultConfiguration", new GoStruct().put("level", level(rule.level())))
        .put("properties", Map.of("group", rule.group().id()));
  }

  private List<GoStruct> results(List<RuleResult> results) {
    List<GoStruct> found = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      RuleResult each = results.get(i);
      for (Violation violation : each.outcome().violations()) {
        found.add(result(each.rule(), i, violation));
      }
    }
    return found;
  }

  private GoStruct result(Rule rule, int index, Violation violation) {
    String message =
        "Expected %s, found %s. What to do: %s"
            .formatted(violation.expected(), violation.found(), violation.remedy());
    return new GoStruct()
        .put("ruleId", rule.id())
        .put("ruleIndex", index)
        .put("level", level(rule.level()))
        .put("message", text(message))
        .put("locations", List.of(location(violation)));
  }

  private GoStruct location(Violation violation) {
    GoStruct artifact = new GoStruct().put("uri", uri(image));
    return new GoStruct()
        .put("physicalLocation", new GoStruct().put("artifactLocation", artifact))
        .put(
            "logicalLocations",
            List.of(new GoStruct().put("fullyQualifiedName", violation.place().toString())));
  }

  private static GoStruct text(String text) {
    return new GoStruct().put("text", text);
  }

  private static String level(Level level) {
    return level == Level.INFO ? "note" : level.id();
  }

  /**
   * A reference as a URI, with everything escaped that may not stand in one. A bare name is that of
   * an image in a registry, whose host and port would be taken for a scheme.
   */
  static String uri(String reference) {
    StringBuilder uri = new StringBuilder(hasPlace(reference) ? "" : "docker://");
    for (byte each : reference.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (each & 0xff);
      boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0);
      uri.append(plain ? String.valueOf(c) : String.format("%%%02X", (int) c));
    }
    return uri.toString();
  }

  private static boolean hasPlace(String reference) {
    return PLACES.stream().anyMatch(reference::startsWith);
  }
}
