package io.mcv.spec.conformance.oci;

import static io.mcv.spec.conformance.oci.OciRule.must;
import static io.mcv.spec.conformance.oci.OciRule.should;

import io.mcv.oci.model.MediaType;
import io.mcv.spec.conformance.image.Document;
import io.mcv.spec.conformance.image.ImageView;
import io.mcv.spec.conformance.rule.Outcome;
import io.mcv.spec.conformance.rule.Place;
import io.mcv.spec.conformance.rule.Rule;
import io.mcv.spec.conformance.rule.Violation;
import io.mcv.spec.conformance.rule.Violations;
import java.util.List;

/** Rules about indexes, the index.json of a layout among them. */
final class IndexRules {
  private static final String INDEXES = "indexes";
  private static final int MAX_NESTED = 4;
  private static final List<String> TYPES =
      List.of(MediaType.OCI_INDEX.value(), MediaType.DOCKER_LIST.value());

  static final List<Rule> ALL =
      List.of(
          must(
              "OCI-INDEX-01",
              "schemaVersion of an index MUST be 2.",
              image -> Fields.schemaVersion(INDEXES, Documents.indexes(image))),
          must(
              "OCI-INDEX-02",
              "mediaType in an index MUST be the type under which the index is stored;"
                  + " index.json is an OCI index.",
              IndexRules::mediaType),
          should(
              "OCI-INDEX-03",
              "An index that is not the index.json of a layout SHOULD say its mediaType.",
              image ->
                  Fields.saysType(
                      INDEXES,
                      Documents.indexes(image)
                          .filter(node -> node.document().kind() == Document.Kind.INDEX))),
          must("OCI-INDEX-04", "An index MUST have a list of manifests.", IndexRules::manifests),
          must(
              "OCI-INDEX-05",
              "An index MUST NOT have fields of another kind of document:"
                  + " config, layers, fsLayers.",
              image ->
                  Fields.none(
                      INDEXES, Documents.indexes(image), List.of("config", "layers", "fsLayers"))),
          must(
              "OCI-INDEX-06",
              "Indexes in indexes MUST NOT be nested deeper than four.",
              IndexRules::nesting),
          PlatformRules.AGREES);

  private IndexRules() {}

  /** What an index.json must be is known, though nothing is stored beside it. */
  private static Outcome mediaType(ImageView image) {
    return Fields.mediaType(
        INDEXES,
        Documents.indexes(image),
        index ->
            index.document().kind() == Document.Kind.LAYOUT_INDEX
                ? MediaType.OCI_INDEX.value()
                : index.document().mediaType(),
        TYPES);
  }

  private static Outcome manifests(ImageView image) {
    Violations violations = new Violations(INDEXES);
    Documents.indexes(image)
        .forEach(
            index -> {
              violations.looked();
              Fields.list(index, "manifests", violations);
            });
    return violations.outcome();
  }

  private static Outcome nesting(ImageView image) {
    Violations violations = new Violations(INDEXES);
    List<Document> indexes = image.indexes();
    indexes.forEach(index -> violations.looked());
    if (indexes.size() > MAX_NESTED) {
      violations.add(
          () ->
              new Violation(
                  Place.of(indexes.get(MAX_NESTED).name()),
                  "at most " + MAX_NESTED + " indexes above the manifest",
                  String.valueOf(indexes.size()),
                  "put the manifests into one index"));
    }
    return violations.outcome();
  }
}
