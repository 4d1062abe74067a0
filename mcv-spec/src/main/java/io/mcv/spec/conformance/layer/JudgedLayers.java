package io.mcv.spec.conformance.layer;

import io.mcv.spec.conformance.image.ImageView;
import io.mcv.spec.conformance.image.LayerView;
import io.mcv.spec.conformance.rule.Outcome;
import io.mcv.spec.conformance.rule.Violations;
import java.util.List;

/** The layers whose blob is the one that the manifest names: others say nothing. */
final class JudgedLayers {
  private JudgedLayers() {}

  static List<LayerView> of(ImageView image) {
    return image.layers().stream().filter(layer -> layer.blobFault() == null).toList();
  }

  /** The rule is broken, or kept if all layers were read. */
  static Outcome outcome(ImageView image, Violations violations) {
    int layers = image.layers().size();
    if (violations.isEmpty() && layers == 0) {
      return Outcome.notApplicable("there is no layer");
    }
    for (LayerView layer : image.layers()) {
      if (violations.isEmpty() && !layer.readToEnd()) {
        return Outcome.notApplicable(layer.name() + " was not read to its end");
      }
    }
    long entries = image.layers().stream().mapToLong(layer -> layer.entries().size()).sum();
    return violations.outcome(
        entries + " entries in " + layers + (layers == 1 ? " layer" : " layers"));
  }
}
