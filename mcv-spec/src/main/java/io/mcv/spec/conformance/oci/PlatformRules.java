package io.mcv.spec.conformance.oci;

import static io.mcv.spec.conformance.oci.OciRule.should;

import io.mcv.spec.conformance.image.Document;
import io.mcv.spec.conformance.image.ImageView;
import io.mcv.spec.conformance.rule.Outcome;
import io.mcv.spec.conformance.rule.Rule;
import io.mcv.spec.conformance.rule.Violation;
import io.mcv.spec.conformance.rule.Violations;
import java.util.List;
import java.util.Optional;

/** Rules about platforms. */
final class PlatformRules {
  private static final String REMEDY = "write the platform of the image";
  private static final List<String> REQUIRED = List.of("architecture", "os");
  private static final List<Field> FIELDS =
      List.of(
          new Field("architecture", FieldType.TEXT),
          new Field("os", FieldType.TEXT),
          new Field("os.version", FieldType.TEXT),
          new Field("os.features", FieldType.TEXTS),
          new Field("variant", FieldType.TEXT));

  static final Rule AGREES =
      should(
          "OCI-INDEX-07",
          "The platform of an entry in an index SHOULD be that of its image's configuration.",
          PlatformRules::agrees);

  private PlatformRules() {}

  static Outcome form(ImageView image) {
    Violations violations = new Violations("platforms");
    Descriptors.of(image)
        .flatMap(node -> node.member("platform").stream())
        .forEach(
            node -> {
              violations.looked();
              FieldType.OBJECT.check(node, REMEDY, violations);
              for (String name : REQUIRED) {
                if (node.json().isObject() && node.member(name).isEmpty()) {
                  violations.add(
                      () ->
                          new Violation(
                              node.place(), "the field " + name, "no such field", REMEDY));
                }
              }
              FIELDS.forEach(
                  field ->
                      node.member(field.name())
                          .ifPresent(value -> field.type().check(value, REMEDY, violations)));
            });
    return violations.outcome();
  }

  private static Outcome agrees(ImageView image) {
    Violations violations = new Violations("platforms of this image");
    Document manifest = image.manifest();
    Optional<Node> config = Documents.config(image);
    if (manifest != null && config.isPresent()) {
      String digest = manifest.digest().toString();
      Documents.indexes(image)
          .flatMap(Descriptors::entries)
          .filter(entry -> entry.text("digest").filter(digest::equals).isPresent())
          .flatMap(entry -> entry.member("platform").stream())
          .forEach(
              platform -> {
                violations.looked();
                compare(platform, config.get(), violations);
              });
    }
    return violations.outcome();
  }

  private static void compare(Node platform, Node config, Violations violations) {
    for (String name : List.of("architecture", "os", "variant")) {
      Optional<String> said = platform.text(name);
      Optional<String> actual = config.text(name);
      if (said.isPresent() && actual.isPresent() && !said.equals(actual)) {
        violations.add(
            () ->
                platform
                    .member(name)
                    .orElse(platform)
                    .violation(
                        "\"" + actual.get() + "\", as the configuration says",
                        "write the same into both"));
      }
    }
  }
}
