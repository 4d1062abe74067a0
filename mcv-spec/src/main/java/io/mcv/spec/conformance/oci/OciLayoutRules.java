package io.mcv.spec.conformance.oci;

import static io.mcv.spec.conformance.oci.OciRule.must;
import static io.mcv.spec.conformance.oci.OciRule.should;

import io.mcv.oci.model.MediaType;
import io.mcv.oci.reference.RefName;
import io.mcv.spec.conformance.image.BlobFault;
import io.mcv.spec.conformance.image.Document;
import io.mcv.spec.conformance.image.ImageView;
import io.mcv.spec.conformance.image.LayoutView;
import io.mcv.spec.conformance.rule.Outcome;
import io.mcv.spec.conformance.rule.Place;
import io.mcv.spec.conformance.rule.Rule;
import io.mcv.spec.conformance.rule.Violation;
import io.mcv.spec.conformance.rule.Violations;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The group {@code oci-layout}. */
public final class OciLayoutRules {
  private static final String REF_NAME = "org.opencontainers.image.ref.name";
  private static final int MAX_MARKER_BYTES = 4096;

  /** All of them, in the order of docs/format.md. */
  public static final List<Rule> ALL =
      Stream.concat(
              Stream.of(
                  must(
                      "OCI-LAYOUT-01",
                      "A layout MUST have a file oci-layout, of at most 4096 bytes.",
                      OciLayoutRules::marker),
                  must(
                      "OCI-LAYOUT-02",
                      "imageLayoutVersion in the file oci-layout MUST be 1.0.0.",
                      OciLayoutRules::version),
                  must(
                      "OCI-LAYOUT-03",
                      "A layout MUST have a file index.json.",
                      OciLayoutRules::index),
                  should(
                      "OCI-LAYOUT-04",
                      "The entries of index.json SHOULD be manifests or indexes.",
                      OciLayoutRules::entries),
                  should(
                      "OCI-LAYOUT-05",
                      "Names of images in index.json SHOULD keep the grammar of " + REF_NAME + ".",
                      OciLayoutRules::names),
                  should(
                      "OCI-LAYOUT-06",
                      "Two entries of index.json SHOULD NOT have the same name.",
                      OciLayoutRules::uniqueNames)),
              LayoutFileRules.ALL.stream())
          .toList();

  private OciLayoutRules() {}

  private static Outcome marker(ImageView image) {
    Violations violations = new Violations("files oci-layout");
    document(image, Document.Kind.LAYOUT_MARKER)
        .ifPresent(
            marker -> {
              violations.looked();
              int bytes = marker.bytes().length;
              if (marker.fault().isPresent() || bytes > MAX_MARKER_BYTES) {
                violations.add(
                    () ->
                        new Violation(
                            Place.of(marker.name()),
                            "a file of at most " + MAX_MARKER_BYTES + " bytes",
                            marker.fault().map(BlobFault::found).orElse(bytes + " bytes"),
                            "write {\"imageLayoutVersion\": \"1.0.0\"} into it"));
              }
            });
    return violations.outcome();
  }

  private static Outcome version(ImageView image) {
    Violations violations = new Violations("files oci-layout");
    document(image, Document.Kind.LAYOUT_MARKER)
        .flatMap(Documents::object)
        .ifPresent(
            marker -> {
              violations.looked();
              Optional<Node> version = marker.member("imageLayoutVersion");
              if (version.isEmpty()) {
                violations.add(
                    () ->
                        new Violation(
                            marker.place(),
                            "imageLayoutVersion 1.0.0",
                            "no such field",
                            "write 1.0.0"));
              } else if (!version.get().text().equals(Optional.of("1.0.0"))) {
                violations.add(() -> version.get().violation("1.0.0", "write 1.0.0"));
              }
            });
    return violations.outcome();
  }

  private static Outcome index(ImageView image) {
    Violations violations = new Violations("files index.json");
    document(image, Document.Kind.LAYOUT_INDEX)
        .ifPresent(
            index -> {
              violations.looked();
              index
                  .fault()
                  .filter(fault -> fault.kind() != BlobFault.Kind.TOO_LARGE)
                  .ifPresent(
                      fault ->
                          violations.add(
                              () ->
                                  new Violation(
                                      Place.of(index.name()),
                                      "a file that lists the images",
                                      fault.found(),
                                      "copy the image into the layout again")));
            });
    return violations.outcome();
  }

  private static Outcome entries(ImageView image) {
    Violations violations = new Violations("entries of index.json");
    indexEntries(image)
        .flatMap(entry -> entry.member("mediaType").stream())
        .filter(type -> type.text().filter(Descriptors::isMediaType).isPresent())
        .forEach(
            node -> {
              violations.looked();
              MediaType type = new MediaType(node.text().orElseThrow());
              if (!type.isManifest() && !type.isIndex()) {
                violations.add(
                    () ->
                        node.violation(
                            "the type of a manifest or an index", "name the blob in a manifest"));
              }
            });
    return violations.outcome();
  }

  private static Outcome names(ImageView image) {
    Violations violations = new Violations("names of images");
    refNames(image)
        .forEach(
            node -> {
              violations.looked();
              if (node.text().filter(RefName::isOne).isEmpty()) {
                violations.add(
                    () ->
                        node.violation(
                            "letters and digits, with one of - . _ : @ + / between them",
                            "name the image by a tag"));
              }
            });
    return violations.outcome();
  }

  private static Outcome uniqueNames(ImageView image) {
    Violations violations = new Violations("names of images");
    Set<String> seen = new HashSet<>();
    refNames(image)
        .forEach(
            node -> {
              violations.looked();
              if (!seen.add(node.text().orElseThrow())) {
                violations.add(
                    () ->
                        node.violation(
                            "a name of its own", "take the name from one of the entries"));
              }
            });
    return violations.outcome();
  }

  /** The entries of index.json. */
  static Stream<Node> indexEntries(ImageView image) {
    return document(image, Document.Kind.LAYOUT_INDEX).flatMap(Documents::object).stream()
        .flatMap(Descriptors::entries);
  }

  /** A name that is empty is none. */
  private static Stream<Node> refNames(ImageView image) {
    return indexEntries(image)
        .flatMap(entry -> entry.member("annotations").stream())
        .flatMap(annotations -> annotations.member(REF_NAME).stream())
        .filter(name -> name.text().filter(text -> !text.isEmpty()).isPresent());
  }

  private static Optional<Document> document(ImageView image, Document.Kind kind) {
    LayoutView layout = image.layout();
    if (layout == null) {
      return Optional.empty();
    }
    return Optional.ofNullable(
        kind == Document.Kind.LAYOUT_MARKER ? layout.marker() : layout.index());
  }
}
