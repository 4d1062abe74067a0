package io.mcv.spec.conformance.layer;

import io.mcv.spec.conformance.image.EntryView;
import io.mcv.spec.conformance.image.ImageView;
import io.mcv.spec.conformance.image.LayerView;
import io.mcv.spec.conformance.rule.Outcome;
import io.mcv.spec.conformance.rule.Place;
import io.mcv.spec.conformance.rule.Rule;
import io.mcv.spec.conformance.rule.Violation;
import io.mcv.spec.conformance.rule.Violations;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The order of entries. */
final class OrderRules {
  private static final Rule REPRO_01 =
      Reproducibility.rule(
          "REPRO-01",
          "Entries of a layer SHOULD stand depth first, those of one folder sorted by the bytes of"
              + " their names.",
          OrderRules::checkSorted);

  private static final Rule REPRO_02 =
      Reproducibility.rule(
          "REPRO-02",
          "A folder SHOULD NOT have two entries in one layer.",
          OrderRules::checkFoldersOnce);

  static final List<Rule> ALL = List.of(REPRO_01, REPRO_02);

  private OrderRules() {}

  private static Outcome checkSorted(ImageView image) {
    Violations violations = new Violations("entries");
    for (LayerView layer : JudgedLayers.of(image)) {
      String before = "";
      for (EntryView entry : layer.entries()) {
        if (PathOrder.INSTANCE.compare(before, entry.path()) > 0) {
          String earlier = before;
          violations.add(
              () ->
                  new Violation(
                      Place.of(layer, entry),
                      "an order by path",
                      "it stands after " + earlier,
                      "sort the entries, as tar --sort=name does"));
        }
        before = entry.path();
      }
    }
    return JudgedLayers.outcome(image, violations);
  }

  private static Outcome checkFoldersOnce(ImageView image) {
    Violations violations = new Violations("entries");
    for (LayerView layer : JudgedLayers.of(image)) {
      Set<String> folders = new HashSet<>();
      for (EntryView entry : layer.entries()) {
        if (entry.type() == EntryView.Type.DIRECTORY && !folders.add(entry.path())) {
          violations.add(
              () ->
                  new Violation(
                      Place.of(layer, entry),
                      "one entry for a folder",
                      "a second one",
                      "leave it out"));
        }
      }
    }
    return JudgedLayers.outcome(image, violations);
  }
}
