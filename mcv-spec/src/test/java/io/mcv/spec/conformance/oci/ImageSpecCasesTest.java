package io.mcv.spec.conformance.oci;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonObject;
import io.mcv.oci.model.MediaType;
import io.mcv.spec.conformance.image.Document;
import io.mcv.spec.conformance.image.ImageView;
import io.mcv.spec.conformance.rule.Level;
import io.mcv.spec.conformance.rule.Outcome;
import io.mcv.spec.conformance.rule.Rule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The documents of image-spec's own tests, judged by our rules and by image-spec's schemas. */
class ImageSpecCasesTest {
  private static final String BASE = "https://opencontainers.org/schema/";
  private static final String TWO_IN_ONE =
      "RFC 8259, section 2: JSON-text = ws value ws; another test case follows this one in the data";

  /** Documents whose verdict here is not the stated one. */
  private static final Map<String, String> NOT_AS_STATED =
      Map.of("schema/manifest_test.go#7", TWO_IN_ONE);

  /** Documents whose verdict by the schemas is not ours. */
  private static final Map<String, String> NOT_BY_SCHEMA =
      Map.of(
          "schema/config_test.go#10",
          "config.md, Env: Entries are in the format of VARNAME=VARVALUE",
          "schema/descriptor_test.go#16",
          "descriptor.md, Registered Algorithms: the encoded portion MUST match /[a-f0-9]{64}/");

  @Test
  void ourVerdictIsTheStatedOne() throws Exception {
    Map<String, String> different = new TreeMap<>();
    for (Case each : cases()) {
      List<String> broken = broken(each);
      if (broken.isEmpty() != each.valid()) {
        different.put(each.from(), each.reason() + ", breaks " + broken);
      }
    }
    assertThat(different).containsOnlyKeys(NOT_AS_STATED.keySet());
  }

  @Test
  void ourVerdictIsThatOfTheSchemas() throws Exception {
    JsonSchemaFactory schemas = schemas();
    Map<String, String> different = new TreeMap<>();
    for (Case each : cases()) {
      List<String> broken = broken(each);
      List<String> bySchema = bySchema(schemas, each);
      if (broken.isEmpty() != bySchema.isEmpty()) {
        different.put(each.from(), "breaks " + broken + ", by the schema " + bySchema);
      }
    }
    assertThat(different).containsOnlyKeys(NOT_BY_SCHEMA.keySet());
  }

  private static List<String> broken(Case document) {
    ImageView image = ImageView.of(document.document());
    return Stream.concat(OciImageRules.ALL.stream(), OciLayoutRules.ALL.stream())
        .filter(rule -> rule.level() == Level.ERROR)
        .filter(rule -> rule.check().check(image).verdict() == Outcome.Verdict.FAIL)
        .map(Rule::id)
        .toList();
  }

  private static List<String> bySchema(JsonSchemaFactory schemas, Case document) {
    try {
      Json.parse(document.text().getBytes(UTF_8));
    } catch (IOException e) {
      return List.of("not JSON");
    }
    return schemas
        .getSchema(SchemaLocation.of(BASE + document.schema()))
        .validate(document.text(), InputFormat.JSON)
        .stream()
        .map(Object::toString)
        .toList();
  }

  /** The schemas by the names under which they refer to each other; their ids are other names. */
  private static JsonSchemaFactory schemas() throws Exception {
    Map<String, String> texts = new HashMap<>();
    for (String name :
        List.of(
            "config-schema",
            "content-descriptor",
            "defs-descriptor",
            "defs",
            "image-index-schema",
            "image-layout-schema",
            "image-manifest-schema")) {
      String text = ImageSpecData.read("schema/" + name + ".json");
      texts.put(BASE + name + ".json", text.replaceAll("(?m)^ *\"id\": \"[^\"]*\",$", ""));
    }
    return JsonSchemaFactory.getInstance(
        SpecVersion.VersionFlag.V4, builder -> builder.schemaLoaders(l -> l.schemas(texts)));
  }

  private static List<Case> cases() throws Exception {
    List<Case> cases = new ArrayList<>();
    byte[] all = ImageSpecData.read("cases/image-spec-cases.json").getBytes(UTF_8);
    for (JsonObject json : Json.parseObjects(all)) {
      cases.add(
          new Case(
              json.string("from"),
              json.string("mediaType"),
              json.flag("valid"),
              json.string("reason"),
              json.string("document")));
    }
    assertThat(cases).hasSize(78);
    return cases;
  }

  private record Case(String from, String mediaType, boolean valid, String reason, String text) {

    String schema() {
      return switch (mediaType) {
        case "application/vnd.oci.image.config.v1+json" -> "config-schema.json";
        case "application/vnd.oci.descriptor.v1+json" -> "content-descriptor.json";
        case "application/vnd.oci.image.index.v1+json" -> "image-index-schema.json";
        case "application/vnd.oci.image.manifest.v1+json" -> "image-manifest-schema.json";
        case "application/vnd.oci.layout.header.v1+json" -> "image-layout-schema.json";
        default -> throw new AssertionError(mediaType);
      };
    }

    Document document() {
      return switch (mediaType) {
        case "application/vnd.oci.image.config.v1+json" -> read(Document.Kind.CONFIG, text);
        case "application/vnd.oci.descriptor.v1+json" -> read(Document.Kind.MANIFEST, around(text));
        case "application/vnd.oci.image.index.v1+json" -> read(Document.Kind.INDEX, text);
        case "application/vnd.oci.image.manifest.v1+json" -> read(Document.Kind.MANIFEST, text);
        default -> read(Document.Kind.LAYOUT_MARKER, text);
      };
    }

    private Document read(Document.Kind kind, String content) {
      boolean typed = kind == Document.Kind.INDEX || kind == Document.Kind.CONFIG;
      return Document.read(kind, from, typed ? mediaType : null, content.getBytes(UTF_8));
    }

    /** A descriptor as the layer of a manifest that is right otherwise. */
    private static String around(String descriptor) {
      String config =
          """
          {"mediaType": "%s", "size": 2, "digest": "sha256:%s"}"""
              .formatted(MediaType.OCI_CONFIG, "0".repeat(64));
      return """
          {"schemaVersion": 2, "mediaType": "%s", "config": %s, "layers": [%s]}"""
          .formatted(MediaType.OCI_MANIFEST, config, descriptor);
    }
  }
}
