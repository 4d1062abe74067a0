package io.mcv.spec.conformance.oci;

import static io.mcv.spec.conformance.oci.OciRule.may;
import static io.mcv.spec.conformance.oci.OciRule.should;

import io.mcv.spec.conformance.image.Document;
import io.mcv.spec.conformance.image.ImageView;
import io.mcv.spec.conformance.image.LayoutView;
import io.mcv.spec.conformance.image.LayoutView.LayoutFile;
import io.mcv.spec.conformance.rule.Check;
import io.mcv.spec.conformance.rule.Outcome;
import io.mcv.spec.conformance.rule.Place;
import io.mcv.spec.conformance.rule.Rule;
import io.mcv.spec.conformance.rule.Violation;
import io.mcv.spec.conformance.rule.Violations;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rules about the files of a layout. */
final class LayoutFileRules {
  private static final String BLOBS = "blobs/";

  static final List<Rule> ALL =
      List.of(
          should(
              "OCI-LAYOUT-07",
              "The files below blobs SHOULD be at blobs/ALGORITHM/ENCODED, by their digest.",
              files(
                  "files below blobs",
                  file -> file.path().startsWith(BLOBS),
                  file -> digest(file).filter(Descriptors::isDigest).isPresent(),
                  "blobs/sha256/ and 64 lower-case digits",
                  "move the blob to its place, or delete the file")),
          should(
              "OCI-LAYOUT-08",
              "The blobs that index.json names SHOULD be in the layout.",
              LayoutFileRules::named),
          may(
              "OCI-LAYOUT-09",
              "A layout MAY hold blobs that nothing in it names.",
              LayoutFileRules::unreferenced),
          may(
              "OCI-LAYOUT-10",
              "A layout MAY hold files that are no part of it, outside blobs.",
              files(
                  "files of the layout",
                  file -> true,
                  file -> file.path().startsWith(BLOBS),
                  "oci-layout, index.json and blobs",
                  "delete it, unless a tool keeps it there, as mcv-tool its locks in .mcv")));

  private LayoutFileRules() {}

  private static Check files(
      String subjects,
      Predicate<LayoutFile> looked,
      Predicate<LayoutFile> right,
      String expected,
      String remedy) {
    return image -> {
      Violations violations = new Violations(subjects);
      list(image)
          .filter(looked)
          .forEach(
              file -> {
                violations.looked();
                if (!right.test(file)) {
                  violations.add(
                      () ->
                          new Violation(
                              Place.of(file.path()),
                              expected,
                              file.size() + " bytes there",
                              remedy));
                }
              });
      return violations.outcome();
    };
  }

  /** The image that is read has rules of its own for this. */
  private static Outcome named(ImageView image) {
    LayoutView layout = image.layout();
    if (layout == null || layout.files().size() >= LayoutView.MAX_FILES) {
      return Outcome.notApplicable("the files of the layout are not all known");
    }
    Set<String> paths = list(image).map(LayoutFile::path).collect(Collectors.toSet());
    Violations violations = new Violations("blobs that index.json names");
    if (!paths.isEmpty()) {
      OciLayoutRules.indexEntries(image)
          .filter(Descriptors::isUsable)
          .flatMap(entry -> entry.member("digest").stream())
          .forEach(
              digest -> {
                violations.looked();
                String path = BLOBS + digest.text().orElseThrow().replace(':', '/');
                if (!paths.contains(path)) {
                  violations.add(
                      () ->
                          new Violation(
                              digest.place(),
                              "a file " + path,
                              "no such file",
                              "copy the image again"));
                }
              });
    }
    return violations.outcome();
  }

  /** Known only where index.json names this image and nothing else. */
  private static Outcome unreferenced(ImageView image) {
    Document manifest = image.manifest();
    List<Node> entries = OciLayoutRules.indexEntries(image).toList();
    if (manifest == null || entries.size() != 1 || !image.indexes().isEmpty()) {
      return Outcome.notApplicable("the layout is not of this image alone");
    }
    Set<String> known =
        Stream.concat(
                Stream.of(manifest.digest().toString()),
                Stream.concat(entries.stream(), Descriptors.of(image))
                    .flatMap(descriptor -> descriptor.text("digest").stream()))
            .collect(Collectors.toSet());
    Violations violations = new Violations("blobs");
    list(image)
        .forEach(
            file ->
                digest(file)
                    .filter(Descriptors::isDigest)
                    .ifPresent(
                        digest -> {
                          violations.looked();
                          if (!known.contains(digest)) {
                            violations.add(
                                () ->
                                    new Violation(
                                        Place.of(file.path()),
                                        "a blob of the image",
                                        "a blob of " + file.size() + " bytes that nothing names",
                                        "delete it, if no other image needs it"));
                          }
                        }));
    return violations.outcome();
  }

  private static Stream<LayoutFile> list(ImageView image) {
    LayoutView layout = image.layout();
    return layout == null ? Stream.of() : layout.files().stream();
  }

  /** What a file below blobs is named for; empty where it is not two levels below. */
  private static Optional<String> digest(LayoutFile file) {
    String path = file.path();
    if (!path.startsWith(BLOBS)) {
      return Optional.empty();
    }
    String name = path.substring(BLOBS.length());
    int slash = name.indexOf('/');
    return slash < 0 || name.indexOf('/', slash + 1) >= 0
        ? Optional.empty()
        : Optional.of(name.replace('/', ':'));
  }
}
