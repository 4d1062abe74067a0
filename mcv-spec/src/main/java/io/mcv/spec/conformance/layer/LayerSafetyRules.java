package io.mcv.spec.conformance.layer;

import io.mcv.spec.conformance.rule.Rule;
import java.util.List;
import java.util.stream.Stream;

/** The group {@code layer-safety}. */
public final class LayerSafetyRules {
  /** All of them, in the order of docs/format.md. */
  public static final List<Rule> ALL =
      Stream.of(TarRules.ALL, NameRules.ALL, EntryRules.ALL, LimitRules.ALL)
          .flatMap(List::stream)
          .toList();

  private LayerSafetyRules() {}
}
