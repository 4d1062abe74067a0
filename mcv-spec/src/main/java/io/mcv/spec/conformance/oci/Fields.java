package io.mcv.spec.conformance.oci;

import io.mcv.spec.conformance.rule.Outcome;
import io.mcv.spec.conformance.rule.Violation;
import io.mcv.spec.conformance.rule.Violations;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks of fields that manifests and indexes have in common. */
final class Fields {
  private Fields() {}

  static Outcome schemaVersion(String subjects, Stream<Node> documents) {
    Violations violations = new Violations(subjects);
    documents.forEach(
        document -> {
          violations.looked();
          Optional<Node> version = document.member("schemaVersion");
          if (version.isEmpty()) {
            violations.add(
                () ->
                    new Violation(
                        document.place(), "schemaVersion 2", "no such field", "write 2 there"));
          } else if (version.get().json().integer().orElse(0L) != 2) {
            violations.add(() -> version.get().violation("2", "write 2 there"));
          }
        });
    return violations.outcome();
  }

  /**
   * The type in a document against that it is stored under. A document stored under a type that is
   * not known is a matter of another rule.
   */
  static Outcome mediaType(
      String subjects,
      Stream<Node> documents,
      Function<Node, @Nullable String> storedUnder,
      List<String> known) {
    Violations violations = new Violations(subjects + " that say their type");
    documents.forEach(
        document -> {
          Optional<Node> said = document.member("mediaType");
          String stored = storedUnder.apply(document);
          if (said.isEmpty() || (stored != null && !known.contains(stored))) {
            return;
          }
          violations.looked();
          List<String> right = stored == null ? known : List.of(stored);
          if (said.get().text().filter(right::contains).isEmpty()) {
            violations.add(
                () ->
                    said.get()
                        .violation(String.join(" or ", right), "name the type it is stored under"));
          }
        });
    return violations.outcome();
  }

  static Outcome saysType(String subjects, Stream<Node> documents) {
    Violations violations = new Violations(subjects);
    documents.forEach(
        document -> {
          violations.looked();
          if (document.member("mediaType").isEmpty()) {
            violations.add(
                () ->
                    new Violation(
                        document.place(),
                        "the field mediaType",
                        "no such field",
                        "add its media type"));
          }
        });
    return violations.outcome();
  }

  static Outcome none(String subjects, Stream<Node> documents, List<String> ofOthers) {
    Violations violations = new Violations(subjects);
    documents.forEach(
        document -> {
          violations.looked();
          for (String name : ofOthers) {
            document
                .member(name)
                .ifPresent(
                    field ->
                        violations.add(
                            () ->
                                new Violation(
                                    field.place(),
                                    "no field " + name,
                                    field.json().type(),
                                    "leave it out")));
          }
        });
    return violations.outcome();
  }

  /** A field that must be there and be a list. */
  static void list(Node document, String name, Violations violations) {
    Optional<Node> field = document.member(name);
    if (field.isEmpty()) {
      violations.add(
          () ->
              new Violation(
                  document.place(), "the field " + name, "no such field", "write a list there"));
    } else if (!field.get().json().isList()) {
      violations.add(() -> field.get().violation("a list", "write a list there"));
    }
  }
}
