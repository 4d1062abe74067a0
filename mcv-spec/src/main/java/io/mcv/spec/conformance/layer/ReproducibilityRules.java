package io.mcv.spec.conformance.layer;

import io.mcv.spec.conformance.rule.Rule;
import java.util.List;
import java.util.stream.Stream;

/** The group {@code reproducibility}. */
public final class ReproducibilityRules {
  /** All of them, in the order of docs/format.md. */
  public static final List<Rule> ALL =
      Stream.of(OrderRules.ALL, TimeRules.ALL, ModeRules.ALL, FormRules.ALL)
          .flatMap(List::stream)
          .toList();

  private ReproducibilityRules() {}
}
