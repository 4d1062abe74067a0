package io.mcv.oci.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestTest {
  private static final Digest EMPTY = Digest.sha256(new byte[0]);
  private static final String DESCRIPTOR =
      "{\"mediaType\":\"a/b\",\"digest\":\"" + EMPTY + "\",\"size\":0}";
  private static final Descriptor FULL =
      new Descriptor(
          new MediaType("a/b"),
          EMPTY,
          0,
          List.of("https://example.com"),
          Map.of("z", "1", "a", "<"),
          new byte[] {1, 2},
          new Platform("arm64", "linux", "1", List.of("f"), "v8"),
          new MediaType("c/d"));

  @Test
  void writesEveryFieldOfAnOciManifestInGoOrder() {
    ImageManifest manifest =
        new ImageManifest(
            MediaType.OCI_MANIFEST,
            new MediaType("x/y"),
            Descriptor.of(new MediaType("a/b"), EMPTY, 0),
            List.of(FULL),
            Descriptor.of(new MediaType("a/b"), EMPTY, 0),
            Map.of("k", "v"));

    assertThat(manifest.toRaw().bytes())
        .asString()
        .isEqualTo(
            "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\","
                + "\"artifactType\":\"x/y\",\"config\":"
                + DESCRIPTOR
                + ",\"layers\":[{\"mediaType\":\"a/b\",\"digest\":\""
                + EMPTY
                + "\",\"size\":0,\"urls\":[\"https://example.com\"],"
                + "\"annotations\":{\"a\":\"\\u003c\",\"z\":\"1\"},\"data\":\"AQI=\","
                + "\"platform\":{\"architecture\":\"arm64\",\"os\":\"linux\",\"os.version\":\"1\","
                + "\"os.features\":[\"f\"],\"variant\":\"v8\"},\"artifactType\":\"c/d\"}],"
                + "\"subject\":"
                + DESCRIPTOR
                + ",\"annotations\":{\"k\":\"v\"}}");
  }

  @Test
  void leavesOutWhatIsEmptyButNeverTheList() {
    ImageIndex index = new ImageIndex(MediaType.OCI_INDEX, null, List.of(), null, Map.of());

    assertThat(index.toRaw().bytes())
        .asString()
        .isEqualTo(
            "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.index.v1+json\","
                + "\"manifests\":[]}");
  }

  @Test
  void writesADockerListWithAPlatformInEveryEntry() {
    ImageIndex index =
        new ImageIndex(
            MediaType.DOCKER_LIST,
            null,
            List.of(FULL, Descriptor.of(new MediaType("a/b"), EMPTY, 0)),
            null,
            Map.of("not", "written"));

    assertThat(index.toRaw().bytes())
        .asString()
        .isEqualTo(
            "{\"schemaVersion\":2,"
                + "\"mediaType\":\"application/vnd.docker.distribution.manifest.list.v2+json\","
                + "\"manifests\":[{\"mediaType\":\"a/b\",\"size\":0,\"digest\":\""
                + EMPTY
                + "\",\"urls\":[\"https://example.com\"],\"platform\":{\"architecture\":\"arm64\","
                + "\"os\":\"linux\",\"os.version\":\"1\",\"os.features\":[\"f\"],"
                + "\"variant\":\"v8\"}},{\"mediaType\":\"a/b\",\"size\":0,\"digest\":\""
                + EMPTY
                + "\",\"platform\":{\"architecture\":\"\",\"os\":\"\"}}]}");
  }

  @Test
  void readsBackEveryFieldThatItWrites() throws Exception {
    ImageManifest image =
        new ImageManifest(
            MediaType.OCI_MANIFEST, new MediaType("x/y"), FULL, List.of(FULL), FULL, Map.of());
    ImageIndex index =
        new ImageIndex(MediaType.OCI_INDEX, null, List.of(FULL), FULL, Map.of("k", "v"));

    assertThat(((ImageManifest) image.toRaw().parse()).layers()).containsExactly(FULL);
    assertThat(index.toRaw().parse()).isEqualTo(index);
  }

  @Test
  void ordersAnnotationsByTheirBytesAsGoDoes() {
    ImageIndex index =
        new ImageIndex(
            MediaType.OCI_INDEX, null, List.of(), null, Map.of("\ud83d\ude00", "", "\ufb01", ""));

    assertThat(index.annotations()).containsExactly(Map.entry("\ufb01", ""), smiley());
    assertThat(new String(index.toRaw().bytes(), UTF_8)).contains("{\"\ufb01\":\"\",\"\ud83d");
  }

  private static Map.Entry<String, String> smiley() {
    return Map.entry("\ud83d\ude00", "");
  }

  @Test
  void takesADocumentWithoutAMediaTypeForWhatItWasStoredAs() throws Exception {
    Manifest manifest = image("\"config\":" + DESCRIPTOR + ",\"layers\":[" + DESCRIPTOR + "]");

    assertThat(manifest.mediaType()).isEqualTo(MediaType.OCI_MANIFEST);
    assertThat(manifest.annotations()).isNull();
  }

  @Test
  void readsNullInPlaceOfAListAsAnEmptyOneAsGoWritesIt() throws Exception {
    ImageManifest manifest =
        (ImageManifest) image("\"config\":" + DESCRIPTOR + ",\"layers\":null,\"subject\":null");

    assertThat(manifest.layers()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "`config`:D,`layers`:[],`manifests`:[] | manifests",
        "`config`:D,`layers`:[],`fsLayers`:[] | fsLayers",
        "`manifests`:[] | manifests",
        "`config`:D | layers is missing",
        "`layers`:[] | config is missing",
        "`config`:D,`layers`:[5] | layers[0] is not an object",
        "`config`:D,`layers`:[],`mediaType`:`application/x` | but it was stored as",
        "`config`:D,`layers`:[],`mediaType`:7 | mediaType is not a string",
        "`config`:D,`layers`:[],`annotations`:{`a`:1} | annotations.a is not a string",
        "`config`:{`mediaType`:`a/b`,`digest`:`sha256:12`,`size`:0},`layers`:[] | config.digest",
        "`config`:{`mediaType`:`a/b`,`digest`:`E`,`size`:-1},`layers`:[] | config.size is negative",
        "`config`:{`mediaType`:`a/b`,`digest`:`E`,`size`:1.5},`layers`:[] | not a whole number",
        "`config`:{`mediaType`:`a b`,`digest`:`E`,`size`:1},`layers`:[] | config.mediaType",
        "`config`:{`mediaType`:``,`digest`:`E`,`size`:1},`layers`:[] | config.mediaType",
        "`config`:{`mediaType`:`a/b`,`digest`:`E`,`size`:1,`data`:`?`},`layers`:[] | config.data",
      })
  void namesTheFieldThatIsWrong(String fields, String expected) {
    String json = fields.replace('`', '"').replace(":D", ":" + DESCRIPTOR);

    assertThatThrownBy(() -> image(json.replace("\"E\"", "\"" + EMPTY + "\"")))
        .isInstanceOf(MalformedDocumentException.class)
        .hasMessageStartingWith("not an image manifest: ")
        .hasMessageContaining(expected);
  }

  @ParameterizedTest
  @CsvSource({"config", "layers", "fsLayers"})
  void refusesAnIndexThatCouldBeReadAsAnImageToo(String field) {
    assertThatThrownBy(() -> ImageIndex.parse(json("\"manifests\":[],\"" + field + "\":null")))
        .isInstanceOf(MalformedDocumentException.class)
        .hasMessage(
            "index.json is not an image index: it has the field %s of another kind of document",
            field);
  }

  @Test
  void refusesSchema1WithAnAdvice() {
    assertThatThrownBy(() -> RawManifest.of(MediaType.DOCKER_SCHEMA1_SIGNED, new byte[0]).parse())
        .isInstanceOf(UnsupportedFormatException.class)
        .hasMessageContaining("schema 1");
    assertThatThrownBy(() -> raw("{\"schemaVersion\":1,\"fsLayers\":[]}").parse())
        .isInstanceOf(UnsupportedFormatException.class);
  }

  @Test
  void refusesOtherVersionsAndOtherTypes() {
    assertThatThrownBy(() -> raw("{\"schemaVersion\":3}").parse())
        .isInstanceOf(MalformedDocumentException.class)
        .hasMessageContaining("schemaVersion is 3");
    assertThatThrownBy(() -> RawManifest.of(MediaType.OCI_CONFIG, new byte[0]).parse())
        .isInstanceOf(UnsupportedFormatException.class)
        .hasMessageContaining(MediaType.OCI_CONFIG.value());
  }

  @Test
  void refusesADocumentLargerThanTheLimit() {
    RawManifest large = RawManifest.of(MediaType.OCI_MANIFEST, new byte[RawManifest.MAX_BYTES + 1]);

    assertThatThrownBy(large::parse).isInstanceOf(LimitExceededException.class);
  }

  @Test
  void makesWhatItQuotesSafeForATerminal() {
    assertThatThrownBy(() -> image("\"annotations\":{\"\\u001b[2J\":1},\"config\":" + DESCRIPTOR))
        .hasMessageNotContaining("\u001b");
    assertThatThrownBy(
            () ->
                image("\"layers\":[],\"annotations\":{\"\\u001b[2J\":1},\"config\":" + DESCRIPTOR))
        .hasMessageContaining("annotations.\\u001b[2J is not a string");
  }

  @Test
  void keepsTheMediaTypeOfAnIndexJsonOnlyWhereItHadOne() throws Exception {
    String named = "\"mediaType\":\"application/vnd.oci.image.index.v1+json\",\"manifests\":[]";
    byte[] with = json(named);
    byte[] without = json("\"manifests\":[]");

    assertThat(ImageIndex.parse(with).withManifests(List.of()).toLayoutIndex()).isEqualTo(with);
    assertThat(ImageIndex.parse(without).toLayoutIndex()).isEqualTo(without);
    assertThat(new ImageIndex(MediaType.OCI_INDEX, null, List.of(), null, null).toLayoutIndex())
        .isEqualTo(without);
  }

  private static Manifest image(String fields) throws OciException {
    return RawManifest.of(MediaType.OCI_MANIFEST, json(fields)).parse();
  }

  private static RawManifest raw(String json) {
    return RawManifest.of(MediaType.OCI_MANIFEST, json.getBytes(UTF_8));
  }

  private static byte[] json(String fields) {
    return ("{\"schemaVersion\":2," + fields + "}").getBytes(UTF_8);
  }
}
