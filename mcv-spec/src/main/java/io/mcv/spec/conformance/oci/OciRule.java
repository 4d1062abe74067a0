package io.mcv.spec.conformance.oci;

import io.mcv.spec.conformance.rule.Check;
import io.mcv.spec.conformance.rule.Level;
import io.mcv.spec.conformance.rule.Rule;
import io.mcv.spec.conformance.rule.RuleGroup;

/** Makes rules of the two groups; the id tells which of them. */
final class OciRule {
  private OciRule() {}

  static Rule must(String id, String statement, Check check) {
    return rule(id, Level.ERROR, statement, check);
  }

  static Rule should(String id, String statement, Check check) {
    return rule(id, Level.WARNING, statement, check);
  }

  static Rule may(String id, String statement, Check check) {
    return rule(id, Level.INFO, statement, check);
  }

  private static Rule rule(String id, Level level, String statement, Check check) {
    RuleGroup group = id.startsWith("OCI-LAYOUT-") ? RuleGroup.OCI_LAYOUT : RuleGroup.OCI_IMAGE;
    return new Rule(id, group, level, statement, check);
  }
}
