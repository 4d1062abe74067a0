package io.mcv.spec.conformance.cache;

import io.mcv.spec.conformance.rule.Level;
import io.mcv.spec.conformance.rule.Outcome;
import io.mcv.spec.conformance.rule.Rule;
import io.mcv.spec.conformance.rule.RuleGroup;

/** Decides by the cache in an image whether a rule is kept. */
@FunctionalInterface
interface CacheCheck {
  Outcome check(CacheView cache);

  static Rule must(String id, RuleGroup group, String statement, CacheCheck check) {
    return rule(id, group, Level.ERROR, statement, check);
  }

  static Rule should(String id, RuleGroup group, String statement, CacheCheck check) {
    return rule(id, group, Level.WARNING, statement, check);
  }

  static Rule may(String id, RuleGroup group, String statement, CacheCheck check) {
    return rule(id, group, Level.INFO, statement, check);
  }

  private static Rule rule(
      String id, RuleGroup group, Level level, String statement, CacheCheck check) {
    return new Rule(id, group, level, statement, image -> check.check(CacheView.of(image)));
  }
}
