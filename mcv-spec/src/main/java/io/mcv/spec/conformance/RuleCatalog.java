package io.mcv.spec.conformance;

import io.mcv.spec.conformance.cache.CargoholdRules;
import io.mcv.spec.conformance.cache.KserveRules;
import io.mcv.spec.conformance.cache.Mcv2025Rules;
import io.mcv.spec.conformance.cache.McvArtifactRules;
import io.mcv.spec.conformance.cache.McvCompatRules;
import io.mcv.spec.conformance.cache.McvCurrentRules;
import io.mcv.spec.conformance.cache.PortabilityRules;
import io.mcv.spec.conformance.layer.LayerSafetyRules;
import io.mcv.spec.conformance.layer.ReproducibilityRules;
import io.mcv.spec.conformance.oci.OciImageRules;
import io.mcv.spec.conformance.oci.OciLayoutRules;
import io.mcv.spec.conformance.rule.Rule;
import io.mcv.spec.conformance.trust.TrustRules;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All rules there are. */
public final class RuleCatalog {
  private static final List<Rule> ALL =
      Stream.of(
              OciImageRules.ALL,
              OciLayoutRules.ALL,
              LayerSafetyRules.ALL,
              McvCompatRules.ALL,
              McvArtifactRules.ALL,
              Mcv2025Rules.ALL,
              McvCurrentRules.ALL,
              CargoholdRules.ALL,
              KserveRules.ALL,
              PortabilityRules.ALL,
              ReproducibilityRules.ALL,
              TrustRules.ALL)
          .flatMap(List::stream)
          .toList();

  private RuleCatalog() {}

  /** All of them, by group, in the order of docs/format.md. */
  public static List<Rule> all() {
    return ALL;
  }

  /** The rule of this id. */
  public static Optional<Rule> find(String id) {
    return ALL.stream().filter(rule -> rule.id().equals(id)).findFirst();
  }
}
