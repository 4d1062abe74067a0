package io.mcv.oci.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcv.oci.model.ImageConfig.Dialect;
import io.mcv.oci.testing.SharedData;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageConfigTest {
  private static final String EMPTY =
      "{\"architecture\":\"\",\"os\":\"\",\"config\":{},"
          + "\"rootfs\":{\"type\":\"\",\"diff_ids\":null}}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "img1/blobs/sha256/3360999214889ca35c876c67d24390de8916ebf922e4e02215cc129138d43da4",
        "img3/blobs/sha256/411a82a855fc9bad6df6e4d52f870b933127cd5dd9379ca5c6bf1a6de5257f83",
        "rich/blobs/sha256/f9dbb6c90ba135c15b075a6883ff48c50a2308df90caab9fc8f70cd33ef81193"
      })
  void writesTheConfigurationsThatBuildahWrote(String blob) throws Exception {
    byte[] golden = SharedData.bytes("buildah-golden/" + blob);

    byte[] written = ImageConfig.parse(golden).toBytes(Dialect.IMAGE_SPEC_1_0);

    assertThat(new String(written, UTF_8)).isEqualTo(new String(golden, UTF_8));
  }

  @Test
  void writesTheFieldsOfImageSpec11InItsOrder() throws Exception {
    String json =
        "{\"created\":\"2024-01-02T03:04:05.1-07:30\",\"author\":\"me\",\"architecture\":\"a\","
            + "\"os\":\"l\",\"os.version\":\"1\",\"os.features\":[\"w\"],\"variant\":\"v\","
            + "\"config\":{\"User\":\"u\",\"ExposedPorts\":{\"80/tcp\":{}},\"Env\":[\"A=1\"],"
            + "\"Entrypoint\":[\"e\"],\"Cmd\":[\"c\"],\"Volumes\":{\"/v\":{}},"
            + "\"WorkingDir\":\"/w\",\"Labels\":{\"k\":\"v\"},\"StopSignal\":\"SIGINT\","
            + "\"ArgsEscaped\":true},\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[]},"
            + "\"history\":[{\"created\":\"0001-01-01T00:00:00Z\",\"created_by\":\"b\","
            + "\"author\":\"a\",\"comment\":\"c\",\"empty_layer\":true},{}]}";

    ImageConfig config = ImageConfig.parse(json.getBytes(UTF_8));

    assertThat(config.toBytes(Dialect.IMAGE_SPEC_1_1)).asString(UTF_8).isEqualTo(json);
    assertThat(config.toBytes(Dialect.IMAGE_SPEC_1_0))
        .asString(UTF_8)
        .contains("\"architecture\":\"a\",\"variant\":\"v\",\"os\":\"l\",\"os.version\":\"1\"")
        .contains("\"ArgsEscaped\":true");
  }

  @Test
  void readsAnObjectWithoutFieldsAsGoDoes() throws Exception {
    ImageConfig config = parse("{}");

    assertThat(config.toBytes(Dialect.IMAGE_SPEC_1_1)).asString(UTF_8).isEqualTo(EMPTY);
    assertThat(parse("{\"config\":null,\"rootfs\":null,\"history\":null,\"created\":null}"))
        .isEqualTo(config);
  }

  @Test
  void tellsAbsentEnvAndLabelsFromEmptyOnes() throws Exception {
    ContainerConfig absent = parse("{\"config\":{\"Labels\":null}}").config();
    ContainerConfig empty = parse("{\"config\":{\"Labels\":{},\"Env\":[]}}").config();

    assertThat(absent.labels()).isNull();
    assertThat(absent.env()).isNull();
    assertThat(empty.labels()).isEmpty();
    assertThat(empty.env()).isEmpty();
    assertThat(absent).isEqualTo(ContainerConfig.EMPTY);
  }

  @Test
  void passesOverWhatItDoesNotKnow() throws Exception {
    ImageConfig config =
        parse("{\"x\":1,\"docker_version\":\"20.10\",\"config\":{\"Hostname\":\"\"}}");

    assertThat(config.dockerVersion()).isEqualTo("20.10");
    assertThat(config.toBytes(Dialect.IMAGE_SPEC_1_1)).asString(UTF_8).isEqualTo(EMPTY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "[] | not a JSON object",
        "{'os':5} | os is not a string",
        "{'created':'yesterday'} | created is wrong: a time is as in",
        "{'created':'2024-02-30T00:00:00Z'} | created is wrong: no such time",
        "{'history':[{'created':''}]} | history[0].created is wrong",
        "{'history':'none'} | history is not a list",
        "{'config':{'Env':[7]}} | config.Env[0] is not a string",
        "{'config':{'Volumes':['/v']}} | config.Volumes is not an object",
        "{'config':{'Volumes':{'/v':5}}} | config.Volumes./v is not an object",
        "{'config':{'Labels':{'a':1}}} | config.Labels.a is not a string",
        "{'rootfs':{'diff_ids':['sha256:0']}} | rootfs.diff_ids[0] is wrong",
        "{'docker_version':7} | docker_version is not a string",
      })
  void namesTheFieldThatIsWrong(String json, String expected) {
    assertThatThrownBy(() -> parse(json))
        .isInstanceOf(MalformedDocumentException.class)
        .hasMessageStartingWith("not an image configuration: ")
        .hasMessageContaining(expected);
  }

  @Test
  void refusesADocumentLargerThanTheLimit() {
    assertThatThrownBy(() -> ImageConfig.parse(new byte[ImageConfig.MAX_CONFIG_BYTES + 1]))
        .isInstanceOf(LimitExceededException.class);
  }

  @Test
  void writesAConfigurationThatWasMadeHere() {
    Digest layer = Digest.sha256(new byte[0]);
    ImageConfig config =
        new ImageConfig(
            null,
            "",
            "amd64",
            "linux",
            "",
            List.of(),
            "",
            ContainerConfig.EMPTY,
            RootFs.ofLayers(List.of(layer)),
            List.of(),
            "never written");

    assertThat(config.toBytes(Dialect.IMAGE_SPEC_1_0))
        .asString(UTF_8)
        .isEqualTo(
            "{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{},"
                + "\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\""
                + layer
                + "\"]}}");
  }

  private static ImageConfig parse(String json) throws OciException {
    return ImageConfig.parse(json.replace('\'', '"').getBytes(UTF_8));
  }
}
