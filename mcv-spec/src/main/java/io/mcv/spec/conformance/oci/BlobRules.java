package io.mcv.spec.conformance.oci;

import static io.mcv.spec.conformance.oci.OciRule.must;
import static io.mcv.spec.conformance.oci.OciRule.should;

import io.mcv.oci.model.ImageConfig;
import io.mcv.oci.model.LayerCompression;
import io.mcv.oci.model.LayerType;
import io.mcv.oci.model.MediaType;
import io.mcv.oci.model.RawManifest;
import io.mcv.spec.conformance.image.BlobFault;
import io.mcv.spec.conformance.image.Document;
import io.mcv.spec.conformance.image.ImageView;
import io.mcv.spec.conformance.image.LayerView;
import io.mcv.spec.conformance.rule.Check;
import io.mcv.spec.conformance.rule.Outcome;
import io.mcv.spec.conformance.rule.Place;
import io.mcv.spec.conformance.rule.Rule;
import io.mcv.spec.conformance.rule.Violation;
import io.mcv.spec.conformance.rule.Violations;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Rules about blobs as bytes. */
final class BlobRules {
  static final List<Rule> ALL =
      List.of(
          must(
              "OCI-BLOB-01",
              "Every blob that an image is read from MUST be there and readable.",
              faults(
                  EnumSet.of(BlobFault.Kind.MISSING, BlobFault.Kind.UNREADABLE),
                  "copy the image again, whole")),
          must(
              "OCI-BLOB-02",
              "A blob MUST have as many bytes as its descriptor says.",
              faults(
                  EnumSet.of(BlobFault.Kind.WRONG_SIZE),
                  "copy the blob again, or write its size into the descriptor")),
          must(
              "OCI-BLOB-03",
              "A blob MUST have the digest that its descriptor says.",
              faults(
                  EnumSet.of(BlobFault.Kind.WRONG_DIGEST),
                  "copy the blob again; if it was changed on purpose, make the image again")),
          must(
              "OCI-BLOB-04",
              "The digests of an image that is read MUST be of sha256 or sha512.",
              BlobRules::algorithms),
          must(
              "OCI-BLOB-05",
              "A manifest or an index MUST NOT be larger than 4 MiB, a configuration than 8 MiB.",
              BlobRules::sizes),
          should(
              "OCI-BLOB-06",
              "The media type of a layer SHOULD name the compression that the layer has.",
              BlobRules::compression));

  private BlobRules() {}

  private static Check faults(Set<BlobFault.Kind> kinds, String remedy) {
    return image -> {
      if (Descriptors.of(image).anyMatch(each -> !Descriptors.isUsable(each))) {
        return Outcome.notApplicable("a descriptor is wrong in itself");
      }
      Violations violations = new Violations("blobs");
      blobs(image)
          .forEach(
              blob -> {
                violations.looked();
                blob.fault()
                    .filter(fault -> kinds.contains(fault.kind()))
                    .ifPresent(
                        fault ->
                            violations.add(
                                () ->
                                    new Violation(
                                        Place.of(blob.name()),
                                        fault.expected(),
                                        fault.found(),
                                        remedy)));
              });
      return violations.outcome();
    };
  }

  private static Outcome algorithms(ImageView image) {
    if (Documents.isAlone(image)) {
      return Outcome.notApplicable("no content is read");
    }
    Violations violations = new Violations("digests");
    Stream<Node> ofDescriptors =
        Descriptors.of(image).flatMap(each -> each.member("digest").stream());
    Stream<Node> diffIds = Documents.config(image).stream().flatMap(ConfigRules::diffIds);
    Stream.concat(ofDescriptors, diffIds)
        .filter(node -> node.text().filter(Descriptors::isDigest).isPresent())
        .forEach(
            node -> {
              violations.looked();
              if (node.text().flatMap(Descriptors::algorithm).isEmpty()) {
                violations.add(
                    () -> node.violation("sha256:… or sha512:…", "hash the content with sha256"));
              }
            });
    return violations.outcome();
  }

  private static Outcome sizes(ImageView image) {
    Violations violations = new Violations("documents");
    Documents.all(image)
        .filter(document -> document.kind() != Document.Kind.LAYOUT_MARKER)
        .forEach(
            document -> {
              violations.looked();
              boolean config = document.kind() == Document.Kind.CONFIG;
              int limit = config ? ImageConfig.MAX_CONFIG_BYTES : RawManifest.MAX_BYTES;
              tooLarge(document, limit)
                  .ifPresent(
                      found ->
                          violations.add(
                              () ->
                                  new Violation(
                                      Place.of(document.name()),
                                      "at most " + limit + " bytes",
                                      found,
                                      "move what is large into a layer")));
            });
    return violations.outcome();
  }

  private static Optional<String> tooLarge(Document document, int limit) {
    int bytes = document.bytes().length;
    return bytes > limit
        ? Optional.of(bytes + " bytes")
        : document
            .fault()
            .filter(fault -> fault.kind() == BlobFault.Kind.TOO_LARGE)
            .map(BlobFault::found);
  }

  private static Outcome compression(ImageView image) {
    if (image.manifest() == null) {
      return Outcome.notApplicable("there is no manifest that names types");
    }
    Violations violations = new Violations("layers of known types");
    for (LayerView layer : image.layers()) {
      Optional<LayerType> type =
          layer.blobFault() == null && Descriptors.isMediaType(layer.mediaType())
              ? LayerType.of(new MediaType(layer.mediaType()))
              : Optional.empty();
      type.ifPresent(
          known -> {
            violations.looked();
            LayerCompression actual = LayerCompression.valueOf(layer.compression().name());
            if (known.compression() != actual) {
              violations.add(
                  () ->
                      new Violation(
                          Place.of(layer.name()),
                          words(known.compression()) + ", as " + layer.mediaType() + " says",
                          words(actual),
                          "name the media type of what the layer is"));
            }
          });
    }
    return violations.outcome();
  }

  private static String words(LayerCompression compression) {
    return switch (compression) {
      case NONE -> "a tar that is not compressed";
      case GZIP -> "gzip";
      case ZSTD -> "zstd";
    };
  }

  private static Stream<Blob> blobs(ImageView image) {
    return Stream.concat(
        Documents.named(image).map(each -> new Blob(each.name(), each.fault())),
        image.layers().stream()
            .map(each -> new Blob(each.name(), Optional.ofNullable(each.blobFault()))));
  }

  private record Blob(String name, Optional<BlobFault> fault) {}
}
