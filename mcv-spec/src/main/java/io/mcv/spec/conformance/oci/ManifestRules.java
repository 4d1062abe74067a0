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
import java.util.Optional;

/** Rules about the manifest of the image. */
final class ManifestRules {
  private static final List<String> TYPES =
      List.of(MediaType.OCI_MANIFEST.value(), MediaType.DOCKER_MANIFEST.value());

  static final List<Rule> ALL =
      List.of(
          must(
              "OCI-MANIFEST-01",
              "A manifest MUST be stored under the media type of an image manifest,"
                  + " of OCI or of docker's schema 2.",
              ManifestRules::stored),
          must(
              "OCI-MANIFEST-02",
              "An image MUST NOT be in docker's schema 1.",
              ManifestRules::schema1),
          must(
              "OCI-MANIFEST-03",
              "schemaVersion of a manifest MUST be 2.",
              image -> Fields.schemaVersion("manifests", Documents.manifest(image).stream())),
          must(
              "OCI-MANIFEST-04",
              "mediaType in a manifest MUST be the type under which the manifest is stored.",
              image ->
                  Fields.mediaType(
                      "manifests",
                      Documents.manifest(image).stream(),
                      manifest -> manifest.document().mediaType(),
                      TYPES)),
          should(
              "OCI-MANIFEST-05",
              "A manifest SHOULD say its mediaType.",
              image -> Fields.saysType("manifests", Documents.manifest(image).stream())),
          must(
              "OCI-MANIFEST-06",
              "A manifest MUST have a config, and a list of layers.",
              ManifestRules::parts),
          must(
              "OCI-MANIFEST-07",
              "The layers of a manifest MUST be at least one.",
              ManifestRules::layers),
          must(
              "OCI-MANIFEST-08",
              "A manifest MUST NOT have fields of another kind of document: manifests, fsLayers.",
              image ->
                  Fields.none(
                      "manifests",
                      Documents.manifest(image).stream(),
                      List.of("manifests", "fsLayers"))),
          must(
              "OCI-MANIFEST-09",
              "artifactType of a manifest or an index MUST be a media type by RFC 6838.",
              ManifestRules::artifactType),
          must(
              "OCI-MANIFEST-10",
              "A manifest whose config is the empty one MUST say its artifactType.",
              ManifestRules::emptyConfig));

  private ManifestRules() {}

  private static Outcome stored(ImageView image) {
    Violations violations = new Violations("manifests of known type");
    Document manifest = image.manifest();
    String type = manifest == null ? null : manifest.mediaType();
    if (manifest != null && type != null && !Documents.isSchema1(type)) {
      violations.looked();
      if (!TYPES.contains(type)) {
        violations.add(
            () ->
                new Violation(
                    Place.of(manifest.name()),
                    String.join(" or ", TYPES),
                    type,
                    "store it under the type of a manifest"));
      }
    }
    return violations.outcome();
  }

  private static Outcome schema1(ImageView image) {
    Violations violations = new Violations("manifests");
    Document manifest = image.manifest();
    if (manifest != null) {
      violations.looked();
      Optional<Node> object = Documents.object(manifest);
      if (Documents.isSchema1(manifest.mediaType())
          || object.filter(Documents::isSchema1).isPresent()) {
        violations.add(
            () ->
                new Violation(
                    Place.of(manifest.name()),
                    "a manifest of OCI or of docker's schema 2",
                    "docker's schema 1",
                    "push the image again with a newer tool"));
      }
    }
    return violations.outcome();
  }

  private static Outcome parts(ImageView image) {
    Violations violations = new Violations("manifests");
    Documents.manifest(image)
        .ifPresent(
            manifest -> {
              violations.looked();
              if (manifest.value("config").isEmpty()) {
                violations.add(
                    () ->
                        new Violation(
                            manifest.place(),
                            "the field config",
                            "no such field",
                            "name a configuration"));
              }
              Fields.list(manifest, "layers", violations);
            });
    return violations.outcome();
  }

  private static Outcome layers(ImageView image) {
    Violations violations = new Violations("lists of layers");
    Documents.manifest(image)
        .flatMap(manifest -> manifest.member("layers"))
        .filter(layers -> layers.json().isList())
        .ifPresent(
            layers -> {
              violations.looked();
              if (layers.json().items().isEmpty()) {
                violations.add(
                    () ->
                        new Violation(
                            layers.place(),
                            "at least one layer",
                            "none",
                            "put the content into a layer"));
              }
            });
    return violations.outcome();
  }

  private static Outcome artifactType(ImageView image) {
    Violations violations = new Violations("types of artifacts");
    Documents.manifestAndIndexes(image)
        .flatMap(node -> node.member("artifactType").stream())
        .forEach(
            node -> {
              violations.looked();
              if (node.text().filter(Descriptors::isMediaType).isEmpty()) {
                violations.add(
                    () -> node.violation("TYPE/SUBTYPE", "name the type of the artifact"));
              }
            });
    return violations.outcome();
  }

  private static Outcome emptyConfig(ImageView image) {
    Violations violations = new Violations("manifests with the empty config");
    Documents.manifest(image)
        .filter(
            manifest ->
                manifest
                    .member("config")
                    .flatMap(config -> config.text("mediaType"))
                    .filter(MediaType.OCI_EMPTY.value()::equals)
                    .isPresent())
        .ifPresent(
            manifest -> {
              violations.looked();
              if (manifest.value("artifactType").isEmpty()) {
                violations.add(
                    () ->
                        new Violation(
                            manifest.place(),
                            "the field artifactType",
                            "no such field",
                            "say what the artifact is"));
              }
            });
    return violations.outcome();
  }
}
