package io.mcv.spec.conformance.oci;

import static io.mcv.spec.conformance.oci.OciRule.must;

import io.mcv.oci.model.Digest;
import io.mcv.spec.conformance.image.ImageView;
import io.mcv.spec.conformance.rule.Outcome;
import io.mcv.spec.conformance.rule.Rule;
import io.mcv.spec.conformance.rule.Violation;
import io.mcv.spec.conformance.rule.Violations;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Rules about descriptors, wherever they stand. */
final class DescriptorRules {
  private static final String REQUIRED = "add what is missing: type, digest and size of the blob";
  private static final List<Field> REQUIRED_FIELDS =
      List.of(
          new Field("mediaType", FieldType.TEXT),
          new Field("digest", FieldType.TEXT),
          new Field("size", FieldType.INTEGER));
  private static final List<Field> OPTIONAL_FIELDS =
      List.of(
          new Field("urls", FieldType.TEXTS),
          new Field("data", FieldType.TEXT),
          new Field("artifactType", FieldType.TEXT));

  static final List<Rule> ALL =
      List.of(
          must(
              "OCI-DESC-01",
              "A descriptor MUST be an object with mediaType, digest and size.",
              DescriptorRules::required),
          must(
              "OCI-DESC-02",
              "The fields of a descriptor MUST be of their types.",
              DescriptorRules::types),
          must(
              "OCI-DESC-03",
              "mediaType and artifactType of a descriptor MUST be media types by RFC 6838.",
              image ->
                  texts(
                      image,
                      List.of("mediaType", "artifactType"),
                      Descriptors::isMediaType,
                      "TYPE/SUBTYPE of letters, digits and !#$&^_.+- , each at most 127",
                      "name the media type")),
          must(
              "OCI-DESC-04",
              "A digest MUST be ALGORITHM:ENCODED, with lower-case hexadecimal digits,"
                  + " 64 of sha256 and 128 of sha512.",
              image ->
                  texts(
                      image,
                      List.of("digest"),
                      Descriptors::isDigest,
                      "ALGORITHM:ENCODED, as in sha256:0123… with 64 digits",
                      "write the digest of the blob")),
          must(
              "OCI-DESC-05",
              "The size of a descriptor MUST NOT be negative.",
              DescriptorRules::sizes),
          must(
              "OCI-DESC-06",
              "data of a descriptor MUST be Base64 with its padding.",
              image ->
                  texts(
                      image,
                      List.of("data"),
                      text -> decode(text).isPresent(),
                      "Base64, by RFC 4648, section 4",
                      "encode the content again, or leave data out")),
          must(
              "OCI-DESC-07",
              "data of a descriptor MUST have the size and digest that the descriptor says.",
              DescriptorRules::embedded),
          must("OCI-DESC-08", "urls of a descriptor MUST be absolute URIs.", DescriptorRules::urls),
          must(
              "OCI-DESC-09",
              "A platform MUST be an object that names architecture and os,"
                  + " with all its fields of their types.",
              PlatformRules::form));

  private DescriptorRules() {}

  private static Outcome required(ImageView image) {
    Violations violations = new Violations("descriptors");
    Descriptors.of(image)
        .forEach(
            node -> {
              violations.looked();
              if (!node.json().isObject()) {
                violations.add(() -> node.violation("a descriptor", REQUIRED));
                return;
              }
              for (String name : List.of("mediaType", "digest", "size")) {
                if (node.value(name).isEmpty()) {
                  violations.add(
                      () ->
                          new Violation(
                              node.place(), "the field " + name, "no such field", REQUIRED));
                }
              }
            });
    return violations.outcome();
  }

  private static Outcome types(ImageView image) {
    Violations violations = new Violations("descriptors");
    Descriptors.of(image)
        .filter(node -> node.json().isObject())
        .forEach(
            node -> {
              violations.looked();
              REQUIRED_FIELDS.forEach(
                  field ->
                      node.value(field.name())
                          .ifPresent(value -> field.type().check(value, violations)));
              OPTIONAL_FIELDS.forEach(
                  field ->
                      node.member(field.name())
                          .ifPresent(value -> field.type().check(value, violations)));
            });
    return violations.outcome();
  }

  private static Outcome texts(
      ImageView image,
      List<String> names,
      Predicate<String> right,
      String expected,
      String remedy) {
    Violations violations = new Violations("fields " + String.join(" and ", names));
    Descriptors.of(image)
        .flatMap(node -> names.stream().flatMap(name -> node.member(name).stream()))
        .filter(node -> node.text().isPresent())
        .forEach(
            node -> {
              violations.looked();
              if (node.text().filter(right).isEmpty()) {
                violations.add(() -> node.violation(expected, remedy));
              }
            });
    return violations.outcome();
  }

  private static Outcome sizes(ImageView image) {
    Violations violations = new Violations("sizes");
    Descriptors.of(image)
        .flatMap(node -> node.member("size").stream())
        .filter(node -> node.json().integer().isPresent())
        .forEach(
            node -> {
              violations.looked();
              if (node.json().integer().orElse(0L) < 0) {
                violations.add(() -> node.violation("0 or more", "write the bytes of the blob"));
              }
            });
    return violations.outcome();
  }

  private static Outcome embedded(ImageView image) {
    Violations violations = new Violations("descriptors with data");
    Descriptors.of(image)
        .filter(Descriptors::isUsable)
        .forEach(
            node ->
                node.text("data")
                    .flatMap(DescriptorRules::decode)
                    .ifPresent(
                        data -> {
                          violations.looked();
                          if (!matches(node, data)) {
                            violations.add(
                                () ->
                                    new Violation(
                                        node.place(),
                                        "data of the size and digest beside it",
                                        data.length + " bytes, " + Digest.sha256(data),
                                        "embed the blob as it is, or leave data out"));
                          }
                        }));
    return violations.outcome();
  }

  private static boolean matches(Node descriptor, byte[] data) {
    Digest digest = Digest.parse(descriptor.text("digest").orElseThrow());
    long size = descriptor.member("size").flatMap(node -> node.json().integer()).orElseThrow();
    return size == data.length && digest.equals(Digest.of(digest.algorithm(), data));
  }

  private static Outcome urls(ImageView image) {
    Violations violations = new Violations("urls");
    Descriptors.of(image)
        .flatMap(node -> node.member("urls").stream().flatMap(Node::items))
        .filter(node -> node.text().isPresent())
        .forEach(
            node -> {
              violations.looked();
              if (node.text().filter(DescriptorRules::isAbsolute).isEmpty()) {
                violations.add(
                    () ->
                        node.violation(
                            "a URI with a scheme", "write the whole URI, or leave urls out"));
              }
            });
    return violations.outcome();
  }

  private static boolean isAbsolute(String text) {
    try {
      return URI.create(text).isAbsolute();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static Optional<byte[]> decode(String text) {
    try {
      return text.length() % 4 == 0
          ? Optional.of(Base64.getDecoder().decode(text))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
