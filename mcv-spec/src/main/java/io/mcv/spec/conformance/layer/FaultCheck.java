package io.mcv.spec.conformance.layer;

import io.mcv.spec.conformance.image.ImageView;
import io.mcv.spec.conformance.image.LayerFault;
import io.mcv.spec.conformance.image.LayerView;
import io.mcv.spec.conformance.rule.Check;
import io.mcv.spec.conformance.rule.Level;
import io.mcv.spec.conformance.rule.Outcome;
import io.mcv.spec.conformance.rule.Place;
import io.mcv.spec.conformance.rule.Rule;
import io.mcv.spec.conformance.rule.RuleGroup;
import io.mcv.spec.conformance.rule.Violation;
import io.mcv.spec.conformance.rule.Violations;

/** Looks for one kind of fault that the reader of a layer has found. */
record FaultCheck(LayerFault.Kind kind, String expected, String remedy) implements Check {

  static Rule rule(
      String id, String statement, LayerFault.Kind kind, String expected, String remedy) {
    return new Rule(
        id, RuleGroup.LAYER_SAFETY, Level.ERROR, statement, new FaultCheck(kind, expected, remedy));
  }

  @Override
  public Outcome check(ImageView image) {
    Violations violations = new Violations("entries");
    for (LayerView layer : JudgedLayers.of(image)) {
      for (LayerFault fault : layer.faults()) {
        if (fault.kind() == kind) {
          violations.add(
              () -> new Violation(Place.of(layer, fault), expected, fault.found(), remedy));
        }
      }
    }
    return JudgedLayers.outcome(image, violations);
  }
}
