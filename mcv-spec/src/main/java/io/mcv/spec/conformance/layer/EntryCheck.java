package io.mcv.spec.conformance.layer;

import io.mcv.spec.conformance.image.EntryView;
import io.mcv.spec.conformance.image.ImageView;
import io.mcv.spec.conformance.image.LayerView;
import io.mcv.spec.conformance.rule.Check;
import io.mcv.spec.conformance.rule.Outcome;
import io.mcv.spec.conformance.rule.Place;
import io.mcv.spec.conformance.rule.Violation;
import io.mcv.spec.conformance.rule.Violations;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Looks at each entry by itself.
 *
 * @param faulty whether an entry breaks the rule
 * @param expected what the rule wants
 * @param found what a faulty entry is, for people
 * @param remedy what to do
 */
record EntryCheck(
    Predicate<EntryView> faulty, String expected, Function<EntryView, String> found, String remedy)
    implements Check {

  @Override
  public Outcome check(ImageView image) {
    Violations violations = new Violations("entries");
    for (LayerView layer : JudgedLayers.of(image)) {
      for (EntryView entry : layer.entries()) {
        if (faulty.test(entry)) {
          violations.add(
              () -> new Violation(Place.of(layer, entry), expected, found.apply(entry), remedy));
        }
      }
    }
    return JudgedLayers.outcome(image, violations);
  }
}
