package io.mcv.spec.conformance.cache;

import io.mcv.spec.conformance.image.JsonValue;
import io.mcv.spec.conformance.rule.Outcome;
import io.mcv.spec.conformance.rule.Place;
import io.mcv.spec.conformance.rule.Violation;
import io.mcv.spec.conformance.rule.Violations;
import java.util.List;
import java.util.function.Function;

/** Whether objects have their keys in the order of a generation. */
final class OrderCheck {
  private OrderCheck() {}

  /**
   * Checks objects; those that are none are a matter of other rules.
   *
   * @param placeOf makes the place of a JSON pointer
   */
  static Outcome of(KeyOrder order, List<JsonValue> values, Function<String, Place> placeOf) {
    Violations violations = new Violations("objects in an order");
    for (JsonValue object : values) {
      if (object.isObject()) {
        violations.looked();
        order
            .fault(object)
            .ifPresent(
                fault ->
                    violations.add(
                        () ->
                            new Violation(
                                placeOf.apply(object.pointer()),
                                order.toString(),
                                fault,
                                "write the keys in this order")));
      }
    }
    return violations.outcome();
  }
}
