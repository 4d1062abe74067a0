package io.mcv.spec.conformance.oci;

import static io.mcv.spec.conformance.oci.OciRule.should;

import io.mcv.oci.model.LayerType;
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
import java.util.stream.Stream;

/** Rules about media types that every tool knows. */
final class PortableTypeRules {
  private static final String DOCKER = "application/vnd.docker.";

  /** Of a cache that is an artifact, section 6 of docs/format.md. */
  private static final String CACHE_LAYER = "application/cache.";

  static final List<Rule> ALL =
      List.of(
          should(
              "OCI-MANIFEST-11",
              "The config of an image that says no artifactType SHOULD be of the type of an image"
                  + " configuration.",
              PortableTypeRules::configs),
          should(
              "OCI-MANIFEST-12",
              "The layers of an image that says no artifactType SHOULD be of types of layers,"
                  + " of image-spec or of a cache.",
              PortableTypeRules::layers),
          should(
              "OCI-MANIFEST-13",
              "Layers SHOULD NOT be of a type that must not be passed on.",
              PortableTypeRules::foreign),
          should(
              "OCI-MANIFEST-14",
              "Media types SHOULD be those of OCI, and not those of docker's schema 2.",
              PortableTypeRules::docker));

  private PortableTypeRules() {}

  private static Outcome configs(ImageView image) {
    Violations violations = new Violations("configs of images");
    List<String> types = List.of(MediaType.OCI_CONFIG.value(), MediaType.DOCKER_CONFIG.value());
    plainImage(image)
        .flatMap(manifest -> manifest.member("config").stream())
        .flatMap(PortableTypeRules::type)
        .filter(type -> !type.text().equals(Optional.of(MediaType.OCI_EMPTY.value())))
        .forEach(
            type -> {
              violations.looked();
              if (type.text().filter(types::contains).isEmpty()) {
                violations.add(
                    () -> type.violation(types.get(0), "name the type, or say an artifactType"));
              }
            });
    return violations.outcome();
  }

  private static Outcome layers(ImageView image) {
    Violations violations = new Violations("layers of images");
    plainImage(image)
        .flatMap(Descriptors::layers)
        .flatMap(PortableTypeRules::type)
        .forEach(
            type -> {
              violations.looked();
              if (layerType(type).isEmpty()
                  && type.text().filter(text -> text.startsWith(CACHE_LAYER)).isEmpty()) {
                violations.add(
                    () ->
                        type.violation(
                            MediaType.OCI_LAYER_TAR_GZIP.value(), "name the type of the layer"));
              }
            });
    return violations.outcome();
  }

  private static Outcome foreign(ImageView image) {
    Violations violations = new Violations("layers");
    Documents.manifest(image).stream()
        .flatMap(Descriptors::layers)
        .flatMap(PortableTypeRules::type)
        .forEach(
            type -> {
              violations.looked();
              if (layerType(type).filter(LayerType::foreign).isPresent()) {
                violations.add(
                    () ->
                        type.violation(
                            "a layer that may be passed on",
                            "use the type of the same name without nondistributable or foreign"));
              }
            });
    return violations.outcome();
  }

  private static Outcome docker(ImageView image) {
    Violations violations = new Violations("documents and descriptors");
    Documents.named(image)
        .filter(document -> document.kind() != Document.Kind.CONFIG)
        .forEach(
            document -> {
              violations.looked();
              String stored = document.mediaType();
              if (stored != null && stored.startsWith(DOCKER) && !Documents.isSchema1(stored)) {
                violations.add(
                    () ->
                        new Violation(
                            Place.of(document.name()),
                            "a type of OCI",
                            stored,
                            "convert it to OCI"));
              }
            });
    Documents.manifest(image).stream()
        .flatMap(Descriptors::ofManifest)
        .flatMap(PortableTypeRules::type)
        .forEach(
            type -> {
              violations.looked();
              if (type.text().filter(text -> text.startsWith(DOCKER)).isPresent()) {
                violations.add(() -> type.violation("a type of OCI", "convert the image to OCI"));
              }
            });
    return violations.outcome();
  }

  private static Stream<Node> plainImage(ImageView image) {
    return Documents.manifest(image).stream()
        .filter(manifest -> manifest.value("artifactType").isEmpty());
  }

  /** The media type of a descriptor, where it is one. */
  private static Stream<Node> type(Node descriptor) {
    return descriptor.member("mediaType").stream()
        .filter(type -> type.text().filter(Descriptors::isMediaType).isPresent());
  }

  private static Optional<LayerType> layerType(Node type) {
    return type.text().map(MediaType::new).flatMap(LayerType::of);
  }
}
