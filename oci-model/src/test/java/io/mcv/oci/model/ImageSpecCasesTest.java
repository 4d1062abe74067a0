package io.mcv.oci.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonObject;
import io.mcv.oci.testing.SharedData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The documents that image-spec's own tests hold valid or invalid, and the examples of its text.
 */
class ImageSpecCasesTest {
  private static final String RFC_6838 = "media types are not checked by RFC 6838";
  private static final Map<String, String> MORE_LENIENT =
      Map.ofEntries(
          Map.entry("schema/config_test.go#10", "Go takes an Env entry without an equals sign"),
          Map.entry("schema/descriptor_test.go#4", RFC_6838),
          Map.entry("schema/descriptor_test.go#5", RFC_6838),
          Map.entry("schema/descriptor_test.go#6", RFC_6838),
          Map.entry("schema/descriptor_test.go#8", RFC_6838),
          Map.entry("schema/descriptor_test.go#9", RFC_6838),
          Map.entry("schema/descriptor_test.go#18", "urls are kept and never followed"),
          Map.entry("schema/descriptor_test.go#20", RFC_6838),
          Map.entry("schema/imageindex_test.go#1", RFC_6838),
          Map.entry("schema/imageindex_test.go#4", "platforms in the wild lack parts"),
          Map.entry("schema/imageindex_test.go#5", RFC_6838),
          Map.entry("schema/manifest_test.go#1", RFC_6838),
          Map.entry("schema/manifest_test.go#6", "image-spec 1.1 lets an image have no layers"));

  private static final String ALGORITHM = "digests are SHA-256 or SHA-512";
  private static final Map<String, String> STRICTER =
      Map.of(
          "schema/descriptor_test.go#22", ALGORITHM,
          "schema/descriptor_test.go#23", ALGORITHM,
          "schema/descriptor_test.go#24", ALGORITHM,
          "schema/descriptor_test.go#25", ALGORITHM,
          "schema/descriptor_test.go#26", ALGORITHM,
          "schema/descriptor_test.go#28", ALGORITHM,
          "schema/manifest_test.go#7", ALGORITHM);

  @TestFactory
  Stream<DynamicTest> judgesEachDocumentAsImageSpecDoes() throws Exception {
    return cases().stream()
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.from() + " " + each.kind() + ": " + each.reason(), () -> judge(each)));
  }

  @Test
  void listsNoExceptionThatIsNotNeeded() throws Exception {
    Set<String> known = new HashSet<>();
    cases().forEach(each -> known.add(each.from()));

    assertThat(known).containsAll(MORE_LENIENT.keySet()).containsAll(STRICTER.keySet());
  }

  private static void judge(Case document) {
    boolean valid =
        document.valid()
            ? !STRICTER.containsKey(document.from())
            : MORE_LENIENT.containsKey(document.from());
    if (valid) {
      assertThatCode(() -> read(document)).doesNotThrowAnyException();
    } else {
      assertThatThrownBy(() -> read(document)).isInstanceOf(IOException.class);
    }
  }

  private static void read(Case document) throws Exception {
    byte[] bytes = document.text().getBytes(UTF_8);
    switch (document.mediaType()) {
      case "application/vnd.oci.image.manifest.v1+json" ->
          RawManifest.of(MediaType.OCI_MANIFEST, bytes).parse();
      case "application/vnd.oci.image.index.v1+json" ->
          RawManifest.of(MediaType.OCI_INDEX, bytes).parse();
      case "application/vnd.oci.image.config.v1+json" -> ImageConfig.parse(bytes);
      case "application/vnd.oci.descriptor.v1+json" ->
          DescriptorReader.read(Json.parseObject(bytes));
      default -> throw new AssertionError(document.mediaType());
    }
  }

  /** All but the layout files, which are read elsewhere. */
  private static List<Case> cases() throws Exception {
    byte[] bytes = SharedData.bytes("oci-schemas/cases/image-spec-cases.json");
    List<Case> cases = new ArrayList<>();
    List<JsonObject> documents =
        Json.parseObject(("{\"all\":" + new String(bytes, UTF_8) + "}").getBytes(UTF_8))
            .optionalObjects("all");
    for (JsonObject json : documents == null ? List.<JsonObject>of() : documents) {
      Case each =
          new Case(
              json.string("from"),
              json.string("kind"),
              json.string("mediaType"),
              json.flag("valid"),
              json.string("reason"),
              json.string("document"));
      if (!each.mediaType().contains("layout")) {
        cases.add(each);
      }
    }
    assertThat(cases).hasSize(75);
    return cases;
  }

  private record Case(
      String from, String kind, String mediaType, boolean valid, String reason, String text) {}
}
