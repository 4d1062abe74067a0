package io.mcv.oci.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcv.oci.json.GoJson;
import io.mcv.oci.model.ImageConfig;
import io.mcv.oci.model.ImageConfig.Dialect;
import io.mcv.oci.model.UnsupportedFormatException;
import io.mcv.oci.testing.SharedData;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Held against what skopeo 1.9.3 printed. It had no LayersData, and wrote configurations in the
 * order of image-spec 1.0.
 */
class InspectReportTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"full", "min", "nolayers", "tz", "emptycfg", "twolayers", "multi", "multi-arm64"})
  void printsWhatSkopeoPrintsOfALayout(String image) throws Exception {
    SyntheticImage synthetic = SyntheticImage.of(image);

    assertThat(withoutLayersData(synthetic.report())).isEqualTo(golden("synth-" + image));
  }

  @ParameterizedTest
  @ValueSource(strings = {"full", "min", "nolayers", "tz", "emptycfg", "twolayers", "multi"})
  void printsTheConfigurationThatSkopeoPrintsOfALayout(String image) throws Exception {
    assertThat(inOldOrder(SyntheticImage.of(image).config()))
        .isEqualTo(golden("synth-" + image + "--config"));
  }

  @ParameterizedTest
  @CsvSource({
    "oci,",
    "oci--no-tags,",
    "ociarchive,",
    "dir,",
    "dockerarchive,",
    "dockerarchive-ref,example.com/x/y",
    "docker,127.0.0.1:5123/team/app",
    "docker--no-tags,127.0.0.1:5123/team/app",
    "dockers2,127.0.0.1:5123/team/app"
  })
  void printsWhatSkopeoPrintsOfEveryTransport(String output, String name) throws Exception {
    String transport = output.replace("--no-tags", "");
    byte[] config = SharedData.bytes("skopeo-golden/" + transport + "--config--raw.out");
    boolean tags = output.equals("docker") || output.equals("dockers2");
    InspectReport report =
        SyntheticImage.report(
            SharedData.bytes("skopeo-golden/" + transport + "--raw.out"),
            config,
            name,
            tags ? List.of("v1", "s2", "v0.9") : List.of());

    assertThat(withoutLayersData(report)).isEqualTo(golden(output));
    assertThat(inOldOrder(config)).isEqualTo(golden(transport + "--config"));
  }

  @Test
  void printsLayersWithTheirAnnotationsAsSkopeo122Does() throws Exception {
    String text = new String(SyntheticImage.of("full").report().toJson(), UTF_8);

    assertThat(text)
        .contains(
            """
                ],
                "LayersData": [
                    {
                        "MIMEType": "application/vnd.oci.image.layer.v1.tar",
                        "Digest": "sha256:5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef",
                        "Size": 1024,
                        "Annotations": {
                            "a": "b",
                            "k": "v"
                        }
                    }
                ],
                "Env": [
            """);
  }

  @Test
  void printsAConfigurationInTheOrderOfImageSpec11() throws Exception {
    String text = new String(InspectReport.configReport(SyntheticImage.of("full").config()), UTF_8);

    assertThat(text)
        .contains(
            """
                "architecture": "arm64",
                "os": "linux",
                "variant": "v8",
                "config": {
                    "User": "1000:1000",
            """)
        .endsWith("    ]\n}\n");
  }

  @Test
  void refusesAnArtifactByItsType() {
    assertThatThrownBy(() -> SyntheticImage.of("artifact").report())
        .isInstanceOf(UnsupportedFormatException.class)
        .hasMessage(
            "unsupported image-specific operation on artifact with type"
                + " \"application/vnd.example\"");
  }

  private static String golden(String name) {
    return new String(SharedData.bytes("skopeo-golden/" + name + ".out"), UTF_8);
  }

  private static String withoutLayersData(InspectReport report) {
    return new String(report.toJson(), UTF_8)
        .replaceFirst("(?s)    \"LayersData\": \\[(]|.*?\n    ]),\n", "");
  }

  private static String inOldOrder(byte[] config) throws Exception {
    return new String(
            GoJson.indented(ImageConfig.parse(config).toStruct(Dialect.IMAGE_SPEC_1_0), "    "),
            UTF_8)
        + "\n";
  }
}
