package io.mcv.spec.conformance.layer;

import io.mcv.spec.conformance.image.EntryView;
import io.mcv.spec.conformance.rule.Check;
import io.mcv.spec.conformance.rule.Level;
import io.mcv.spec.conformance.rule.Rule;
import io.mcv.spec.conformance.rule.RuleGroup;
import java.util.function.Function;
import java.util.function.Predicate;

/** Makes rules of the group {@code reproducibility}. */
final class Reproducibility {
  private Reproducibility() {}

  static Rule rule(String id, String statement, Check check) {
    return new Rule(id, RuleGroup.REPRODUCIBILITY, Level.WARNING, statement, check);
  }

  /** A rule about each entry by itself. */
  static Rule ofEntries(
      String id,
      String statement,
      Predicate<EntryView> faulty,
      String expected,
      Function<EntryView, String> found,
      String remedy) {
    return rule(id, statement, new EntryCheck(faulty, expected, found, remedy));
  }
}
