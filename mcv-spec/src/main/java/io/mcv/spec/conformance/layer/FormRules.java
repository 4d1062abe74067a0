package io.mcv.spec.conformance.layer;

import io.mcv.spec.CacheKind;
import io.mcv.spec.conformance.image.EntryView;
import io.mcv.spec.conformance.image.ImageView;
import io.mcv.spec.conformance.image.LayerView;
import io.mcv.spec.conformance.image.LayerView.GzipHeader;
import io.mcv.spec.conformance.rule.Check;
import io.mcv.spec.conformance.rule.Level;
import io.mcv.spec.conformance.rule.Outcome;
import io.mcv.spec.conformance.rule.Place;
import io.mcv.spec.conformance.rule.Rule;
import io.mcv.spec.conformance.rule.RuleGroup;
import io.mcv.spec.conformance.rule.Violation;
import io.mcv.spec.conformance.rule.Violations;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** The form of streams, layers and names. */
final class FormRules {
  /** The lowest 32 bits of the seconds of Go's zero time, the first day of the year 1. */
  private static final long GO_NO_TIME = 0x886e0900L;

  private static final Rule REPRO_10 =
      Reproducibility.rule(
          "REPRO-10",
          "The time in the header of gzip SHOULD be 0, or what Go writes for none.",
          gzip(
              header -> header.modifiedSeconds() != 0 && header.modifiedSeconds() != GO_NO_TIME,
              "no time",
              header -> "second " + header.modifiedSeconds(),
              "compress with gzip -n"));

  private static final Rule REPRO_11 =
      Reproducibility.rule(
          "REPRO-11",
          "The header of gzip SHOULD NOT have a file name.",
          gzip(GzipHeader::named, "no name", header -> "a name", "compress with gzip -n"));

  private static final Rule REPRO_12 =
      Reproducibility.rule(
          "REPRO-12",
          "The layer with a cache SHOULD NOT come after that with its in-image manifest.",
          FormRules::checkOrderOfLayers);

  private static final Rule REPRO_13 =
      new Rule(
          "REPRO-13",
          RuleGroup.REPRODUCIBILITY,
          Level.INFO,
          "The name of a folder MAY end in a slash, as that of most tools does.",
          new EntryCheck(
              entry -> entry.type() == EntryView.Type.DIRECTORY && !entry.name().endsWith("/"),
              "a slash at the end",
              EntryView::name,
              "nothing, where the tool does so always"));

  static final List<Rule> ALL = List.of(REPRO_10, REPRO_11, REPRO_12, REPRO_13);

  private FormRules() {}

  private static Check gzip(
      Predicate<GzipHeader> faulty,
      String expected,
      Function<GzipHeader, String> found,
      String remedy) {
    return image -> {
      Violations violations = new Violations("entries");
      int headers = 0;
      for (LayerView layer : JudgedLayers.of(image)) {
        GzipHeader header = layer.gzip();
        headers += header == null ? 0 : 1;
        if (header != null && faulty.test(header)) {
          violations.add(
              () -> new Violation(Place.of(layer.name()), expected, found.apply(header), remedy));
        }
      }
      return headers == 0
          ? Outcome.notApplicable("no layer is compressed with gzip")
          : JudgedLayers.outcome(image, violations);
    };
  }

  private static Outcome checkOrderOfLayers(ImageView image) {
    Violations violations = new Violations("entries");
    boolean found = false;
    for (CacheKind kind : CacheKind.values()) {
      int cache = firstLayer(image, kind.cacheFolder());
      int manifest = firstLayer(image, kind.manifestFolder());
      found |= cache >= 0 && manifest >= 0;
      if (manifest >= 0 && manifest < cache) {
        violations.add(
            () ->
                new Violation(
                    Place.of(image.layers().get(cache).name()),
                    "the cache, then the in-image manifest",
                    "the in-image manifest in layer " + (manifest + 1),
                    "add the cache first"));
      }
    }
    return found
        ? JudgedLayers.outcome(image, violations)
        : Outcome.notApplicable("there is no cache with an in-image manifest");
  }

  /** The index of the first layer with an entry in a folder; negative where there is none. */
  private static int firstLayer(ImageView image, String folder) {
    for (int i = 0; i < image.layers().size(); i++) {
      LayerView layer = image.layers().get(i);
      if (layer.blobFault() == null
          && layer.entries().stream()
              .anyMatch(e -> e.path().equals(folder) || PathOrder.isBelow(e.path(), folder))) {
        return i;
      }
    }
    return -1;
  }
}
