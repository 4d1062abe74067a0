package io.mcv.spec.conformance.oci;

import static io.mcv.spec.conformance.oci.OciRule.must;
import static io.mcv.spec.conformance.oci.OciRule.should;

import io.mcv.spec.conformance.image.ImageView;
import io.mcv.spec.conformance.image.LayerView;
import io.mcv.spec.conformance.rule.Outcome;
import io.mcv.spec.conformance.rule.Place;
import io.mcv.spec.conformance.rule.Rule;
import io.mcv.spec.conformance.rule.Violation;
import io.mcv.spec.conformance.rule.Violations;
import java.util.List;
import java.util.Optional;

/** Rules about a configuration and the layers that it is of. */
final class DiffIdRules {
  static final List<Rule> ALL =
      List.of(
          must(
              "OCI-CONFIG-09",
              "A configuration MUST have as many diff_ids as its manifest has layers.",
              DiffIdRules::count),
          must(
              "OCI-CONFIG-10",
              "A diffID MUST be the digest of the uncompressed tar of its layer.",
              DiffIdRules::value),
          should(
              "OCI-CONFIG-11",
              "A history SHOULD have as many entries that are no empty layer as there are layers.",
              DiffIdRules::history));

  private DiffIdRules() {}

  private static Outcome count(ImageView image) {
    Violations violations = new Violations("configurations beside their manifest");
    Optional<Node> layers = layers(image);
    Optional<Node> diffIds =
        Documents.config(image)
            .flatMap(config -> config.member("rootfs"))
            .flatMap(rootFs -> rootFs.member("diff_ids"))
            .filter(list -> list.json().isList());
    if (layers.isPresent() && diffIds.isPresent()) {
      violations.looked();
      int wanted = layers.get().json().items().size();
      int found = diffIds.get().json().items().size();
      if (wanted != found) {
        violations.add(
            () ->
                new Violation(
                    diffIds.get().place(),
                    wanted + " diffIDs, one for each layer",
                    found + " diffIDs",
                    "list the diffID of each layer, lowest first"));
      }
    }
    return violations.outcome();
  }

  private static Outcome value(ImageView image) {
    Violations violations = new Violations("layers that were read to their end");
    for (LayerView layer : image.layers()) {
      String expected = layer.expectedDiffId();
      String actual = layer.diffId();
      if (expected == null || actual == null || !layer.readToEnd() || layer.blobFault() != null) {
        continue;
      }
      if (Descriptors.isDigest(expected)
          && Descriptors.algorithm(expected).equals(Descriptors.algorithm(actual))) {
        violations.looked();
        if (!expected.equals(actual)) {
          violations.add(
              () ->
                  new Violation(
                      Place.of(layer.name()),
                      expected,
                      actual,
                      "write the digest of the uncompressed layer into the configuration"));
        }
      }
    }
    return violations.outcome();
  }

  private static Outcome history(ImageView image) {
    Violations violations = new Violations("histories");
    Optional<Node> layers = layers(image);
    Optional<Node> history =
        Documents.config(image)
            .flatMap(config -> config.member("history"))
            .filter(list -> list.json().isList());
    if (layers.isPresent() && history.isPresent()) {
      violations.looked();
      int wanted = layers.get().json().items().size();
      long found = history.get().items().filter(DiffIdRules::isOfLayer).count();
      if (wanted != found) {
        violations.add(
            () ->
                new Violation(
                    history.get().place(),
                    wanted + " entries that made a layer",
                    found + " entries",
                    "add the missing entries, or say empty_layer in those that made none"));
      }
    }
    return violations.outcome();
  }

  private static Optional<Node> layers(ImageView image) {
    return Documents.manifest(image)
        .flatMap(manifest -> manifest.member("layers"))
        .filter(list -> list.json().isList());
  }

  private static boolean isOfLayer(Node entry) {
    return entry.member("empty_layer").stream()
        .noneMatch(flag -> Boolean.TRUE.equals(flag.json().value()));
  }
}
