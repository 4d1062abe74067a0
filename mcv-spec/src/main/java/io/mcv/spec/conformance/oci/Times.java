package io.mcv.spec.conformance.oci;

import io.mcv.oci.json.GoTime;
import io.mcv.spec.conformance.rule.Violations;
import java.util.regex.Pattern;

/** Points in time, by RFC 3339. */
final class Times {
  /** Go takes a comma and a short hour too, which RFC 3339 does not. */
  private static final Pattern RFC_3339 =
      Pattern.compile(
          "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d+)?(?:Z|[+-]\\d{2}:\\d{2})");

  private Times() {}

  /** Looks at a value that must be a time. */
  static void check(Node node, Violations violations) {
    violations.looked();
    if (node.text().filter(Times::isRight).isEmpty()) {
      violations.add(
          () -> node.violation("a time as 2024-01-02T03:04:05Z", "write the time by RFC 3339"));
    }
  }

  private static boolean isRight(String text) {
    try {
      return RFC_3339.matcher(text).matches() && GoTime.parse(text) != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
