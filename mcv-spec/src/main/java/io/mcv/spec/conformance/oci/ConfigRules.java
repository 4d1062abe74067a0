package io.mcv.spec.conformance.oci;

import static io.mcv.spec.conformance.oci.OciRule.must;
import static io.mcv.spec.conformance.oci.OciRule.should;

import io.mcv.oci.model.MediaType;
import io.mcv.spec.conformance.image.ImageView;
import io.mcv.spec.conformance.rule.Outcome;
import io.mcv.spec.conformance.rule.Rule;
import io.mcv.spec.conformance.rule.Violation;
import io.mcv.spec.conformance.rule.Violations;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Rules about the configuration of an image, in itself. */
final class ConfigRules {
  private static final List<Field> FIELDS =
      List.of(
          new Field("author", FieldType.TEXT),
          new Field("variant", FieldType.TEXT),
          new Field("os.version", FieldType.TEXT),
          new Field("os.features", FieldType.TEXTS),
          new Field("docker_version", FieldType.TEXT),
          new Field("config", FieldType.OBJECT),
          new Field("history", FieldType.OBJECTS));
  private static final List<Field> CONTAINER =
      List.of(
          new Field("User", FieldType.TEXT),
          new Field("ExposedPorts", FieldType.OBJECT_MAP),
          new Field("Env", FieldType.TEXTS),
          new Field("Entrypoint", FieldType.TEXTS),
          new Field("Cmd", FieldType.TEXTS),
          new Field("Volumes", FieldType.OBJECT_MAP),
          new Field("WorkingDir", FieldType.TEXT),
          new Field("Labels", FieldType.TEXT_MAP),
          new Field("StopSignal", FieldType.TEXT),
          new Field("ArgsEscaped", FieldType.FLAG));
  private static final List<Field> HISTORY =
      List.of(
          new Field("author", FieldType.TEXT),
          new Field("created_by", FieldType.TEXT),
          new Field("comment", FieldType.TEXT),
          new Field("empty_layer", FieldType.FLAG));

  /** Those that the schema of image-spec lets be null. */
  private static final Set<String> NULLABLE = Set.of("Entrypoint", "Cmd", "Volumes", "Labels");

  private static final Set<String> ARCHITECTURES =
      Set.of(
          "386",
          "amd64",
          "arm",
          "arm64",
          "loong64",
          "mips",
          "mips64",
          "mips64le",
          "mipsle",
          "ppc64",
          "ppc64le",
          "riscv64",
          "s390x",
          "wasm");
  private static final Set<String> SYSTEMS =
      Set.of(
          "aix",
          "android",
          "darwin",
          "dragonfly",
          "freebsd",
          "illumos",
          "ios",
          "js",
          "linux",
          "netbsd",
          "openbsd",
          "plan9",
          "solaris",
          "wasip1",
          "windows");

  static final List<Rule> ALL =
      List.of(
          must(
              "OCI-CONFIG-01",
              "A configuration MUST name architecture and os.",
              ConfigRules::platform),
          must(
              "OCI-CONFIG-02",
              "A configuration MUST have a rootfs with a list of diff_ids.",
              ConfigRules::rootFs),
          must("OCI-CONFIG-03", "The type of a rootfs MUST be layers.", ConfigRules::rootFsType),
          must("OCI-CONFIG-04", "Each of diff_ids MUST be a digest.", ConfigRules::diffIdForm),
          must(
              "OCI-CONFIG-05",
              "The fields of a configuration MUST be of their types.",
              ConfigRules::types),
          must(
              "OCI-CONFIG-06",
              "created of a configuration and of its history MUST be times by RFC 3339.",
              ConfigRules::times),
          must("OCI-CONFIG-07", "Each entry of Env MUST be NAME=VALUE.", ConfigRules::environment),
          should(
              "OCI-CONFIG-08",
              "architecture and os of a configuration SHOULD be names of Go.",
              ConfigRules::knownPlatform));

  private ConfigRules() {}

  /** The items of diff_ids. */
  static Stream<Node> diffIds(Node config) {
    return config.member("rootfs").stream()
        .flatMap(rootFs -> rootFs.member("diff_ids").stream())
        .flatMap(Node::items);
  }

  private static Outcome platform(ImageView image) {
    Violations violations = new Violations("configurations");
    Documents.config(image)
        .ifPresent(
            config -> {
              violations.looked();
              for (String name : List.of("architecture", "os")) {
                Optional<Node> field = config.member(name);
                if (field.isEmpty()) {
                  violations.add(
                      () ->
                          new Violation(
                              config.place(),
                              "the field " + name,
                              "no such field",
                              "say what it runs on"));
                } else {
                  FieldType.TEXT.check(field.get(), "say what it runs on", violations);
                }
              }
            });
    return violations.outcome();
  }

  private static Outcome rootFs(ImageView image) {
    Violations violations = new Violations("configurations");
    Documents.config(image)
        .ifPresent(
            config -> {
              violations.looked();
              Optional<Node> rootFs = config.member("rootfs");
              if (rootFs.isEmpty()) {
                violations.add(
                    () ->
                        new Violation(
                            config.place(),
                            "the field rootfs",
                            "no such field",
                            "list the diffIDs"));
              } else if (!rootFs.get().json().isObject()) {
                violations.add(() -> rootFs.get().violation("an object", "list the diffIDs"));
              } else {
                Fields.list(rootFs.get(), "diff_ids", violations);
              }
            });
    return violations.outcome();
  }

  private static Outcome rootFsType(ImageView image) {
    Violations violations = new Violations("rootfs");
    Documents.config(image)
        .flatMap(config -> config.member("rootfs"))
        .filter(rootFs -> rootFs.json().isObject())
        .ifPresent(
            rootFs -> {
              violations.looked();
              Optional<Node> type = rootFs.member("type");
              if (type.isEmpty()) {
                violations.add(
                    () ->
                        new Violation(
                            rootFs.place(), "type layers", "no such field", "write layers"));
              } else if (!type.get().text().equals(Optional.of("layers"))) {
                violations.add(() -> type.get().violation("layers", "write layers"));
              }
            });
    return violations.outcome();
  }

  private static Outcome diffIdForm(ImageView image) {
    Violations violations = new Violations("diffIDs");
    Documents.config(image).stream()
        .flatMap(ConfigRules::diffIds)
        .forEach(
            node -> {
              violations.looked();
              if (node.text().filter(Descriptors::isDigest).isEmpty()) {
                violations.add(
                    () ->
                        node.violation(
                            "a digest as sha256:0123… with 64 digits",
                            "write the digest of the layer's tar"));
              }
            });
    return violations.outcome();
  }

  private static Outcome types(ImageView image) {
    Violations violations = new Violations("configurations");
    Documents.config(image)
        .ifPresent(
            config -> {
              violations.looked();
              check(config, FIELDS, violations);
              config.member("config").ifPresent(node -> check(node, CONTAINER, violations));
              history(config).forEach(entry -> check(entry, HISTORY, violations));
            });
    return violations.outcome();
  }

  /** In a configuration of docker's a null counts as absent: docker writes them. */
  private static void check(Node object, List<Field> fields, Violations violations) {
    boolean docker = MediaType.DOCKER_CONFIG.value().equals(object.document().mediaType());
    fields.forEach(
        field ->
            object
                .member(field.name())
                .filter(value -> !(value.isNull() && (docker || NULLABLE.contains(field.name()))))
                .ifPresent(value -> field.type().check(value, violations)));
  }

  private static Outcome times(ImageView image) {
    Violations violations = new Violations("times");
    Documents.config(image).stream()
        .flatMap(config -> Stream.concat(Stream.of(config), history(config)))
        .flatMap(node -> node.member("created").stream())
        .forEach(node -> Times.check(node, violations));
    return violations.outcome();
  }

  private static Stream<Node> history(Node config) {
    return config.member("history").stream().flatMap(Node::items);
  }

  private static Outcome environment(ImageView image) {
    Violations violations = new Violations("variables");
    Documents.config(image)
        .flatMap(config -> config.member("config"))
        .flatMap(config -> config.member("Env"))
        .stream()
        .flatMap(Node::items)
        .filter(node -> node.text().isPresent())
        .forEach(
            node -> {
              violations.looked();
              if (node.text().filter(text -> text.indexOf('=') > 0).isEmpty()) {
                violations.add(
                    () -> node.violation("NAME=VALUE", "add a value, which may be empty"));
              }
            });
    return violations.outcome();
  }

  private static Outcome knownPlatform(ImageView image) {
    Violations violations = new Violations("names of platforms");
    Map<String, Set<String>> known = Map.of("architecture", ARCHITECTURES, "os", SYSTEMS);
    for (String name : List.of("architecture", "os")) {
      Documents.config(image)
          .flatMap(config -> config.member(name))
          .filter(node -> node.text().isPresent())
          .ifPresent(
              node -> {
                violations.looked();
                if (node.text().filter(known.getOrDefault(name, Set.of())::contains).isEmpty()) {
                  violations.add(
                      () ->
                          node.violation(
                              "a value of Go's, such as amd64 and linux", "use Go's name"));
                }
              });
    }
    return violations.outcome();
  }
}
