package io.mcv.spec.conformance.oci;

import static io.mcv.spec.conformance.oci.OciRule.must;
import static io.mcv.spec.conformance.oci.OciRule.should;

import io.mcv.spec.conformance.image.ImageView;
import io.mcv.spec.conformance.rule.Outcome;
import io.mcv.spec.conformance.rule.Rule;
import io.mcv.spec.conformance.rule.Violation;
import io.mcv.spec.conformance.rule.Violations;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Rules about annotations, of manifests, indexes and descriptors. */
final class AnnotationRules {
  private static final String CREATED = "org.opencontainers.image.created";
  private static final Pattern REVERSE_DOMAIN = Pattern.compile("[A-Za-z0-9-]+\\.[A-Za-z0-9].*");

  static final List<Rule> ALL =
      List.of(
          must(
              "OCI-DESC-10",
              "Annotations MUST be an object of strings.",
              image -> {
                Violations violations = new Violations("sets of annotations");
                annotations(image)
                    .forEach(
                        node -> {
                          violations.looked();
                          FieldType.TEXT_MAP.check(node, "write all values as strings", violations);
                        });
                return violations.outcome();
              }),
          should(
              "OCI-DESC-11",
              "Keys of annotations SHOULD be in reverse domain notation.",
              AnnotationRules::keys),
          should(
              "OCI-DESC-12",
              "The annotation " + CREATED + " SHOULD be a time by RFC 3339.",
              AnnotationRules::created));

  private AnnotationRules() {}

  private static Outcome keys(ImageView image) {
    Violations violations = new Violations("annotations");
    annotations(image)
        .forEach(
            node ->
                node.json()
                    .members()
                    .forEach(
                        (key, value) -> {
                          violations.looked();
                          if (!REVERSE_DOMAIN.matcher(key).matches()) {
                            violations.add(
                                () ->
                                    new Violation(
                                        new Node(node.document(), value).place(),
                                        "a key as com.example.key",
                                        "\"" + key + "\"",
                                        "put a domain before the key"));
                          }
                        }));
    return violations.outcome();
  }

  private static Outcome created(ImageView image) {
    Violations violations = new Violations("annotations of this name");
    annotations(image)
        .flatMap(node -> node.member(CREATED).stream())
        .filter(node -> node.text().isPresent())
        .forEach(node -> Times.check(node, violations));
    return violations.outcome();
  }

  private static Stream<Node> annotations(ImageView image) {
    return Stream.concat(Documents.manifestAndIndexes(image), Descriptors.of(image))
        .flatMap(node -> node.member("annotations").stream());
  }
}
