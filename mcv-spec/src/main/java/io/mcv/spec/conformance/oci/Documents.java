package io.mcv.spec.conformance.oci;

import io.mcv.oci.model.MediaType;
import io.mcv.spec.conformance.image.Document;
import io.mcv.spec.conformance.image.ImageView;
import io.mcv.spec.conformance.image.JsonValue;
import io.mcv.spec.conformance.image.LayoutView;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which documents of an image rules look at. */
final class Documents {
  private Documents() {}

  /** All that must be JSON. The configuration of an artifact may be anything. */
  static Stream<Document> all(ImageView image) {
    LayoutView layout = image.layout();
    Stream<Document> files =
        layout == null
            ? Stream.of()
            : Stream.of(Optional.ofNullable(layout.marker()), Optional.ofNullable(layout.index()))
                .flatMap(Optional::stream);
    return Stream.of(
            files,
            image.indexes().stream(),
            Stream.ofNullable(image.manifest()),
            Stream.ofNullable(image.config()).filter(Document::isOfImage))
        .flatMap(each -> each);
  }

  /** Those that a descriptor names. */
  static Stream<Document> named(ImageView image) {
    return Stream.of(
            image.indexes().stream(),
            Stream.ofNullable(image.manifest()),
            Stream.ofNullable(image.config()))
        .flatMap(each -> each);
  }

  /** Whether there is one document and nothing else, whose content nobody is about to read. */
  static boolean isAlone(ImageView image) {
    return image.layers().isEmpty()
        && image.signatures() == null
        && all(image).count() <= 1
        && (image.layout() == null || image.layout().files().isEmpty());
  }

  /** The manifest, where it is an object and not of schema 1, of which nothing else is asked. */
  static Optional<Node> manifest(ImageView image) {
    return object(image.manifest()).filter(node -> !isSchema1(node));
  }

  /** The indexes that are objects, with the index.json of a layout. */
  static Stream<Node> indexes(ImageView image) {
    LayoutView layout = image.layout();
    return Stream.concat(
            Stream.ofNullable(layout == null ? null : layout.index()), image.indexes().stream())
        .flatMap(document -> object(document).stream());
  }

  /** Manifest and indexes. */
  static Stream<Node> manifestAndIndexes(ImageView image) {
    return Stream.concat(indexes(image), manifest(image).stream());
  }

  /** The configuration, where it is an object and that of an image. */
  static Optional<Node> config(ImageView image) {
    Document config = image.config();
    return config == null || !config.isOfImage() ? Optional.empty() : object(config);
  }

  static Optional<Node> object(@Nullable Document document) {
    return document == null
        ? Optional.empty()
        : document.json().filter(JsonValue::isObject).map(json -> new Node(document, json));
  }

  static boolean isSchema1(Node manifest) {
    String stored = manifest.document().mediaType();
    return isSchema1(stored)
        || manifest.member("schemaVersion").flatMap(v -> v.json().integer()).stream()
            .anyMatch(version -> version == 1);
  }

  static boolean isSchema1(@Nullable String mediaType) {
    return Objects.equals(mediaType, MediaType.DOCKER_SCHEMA1.value())
        || Objects.equals(mediaType, MediaType.DOCKER_SCHEMA1_SIGNED.value());
  }

  /** Whether a configuration is that of an image, and not of some other artifact. */
}
