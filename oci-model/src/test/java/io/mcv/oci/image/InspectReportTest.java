package io.mcv.oci.image;

import static io.mcv.oci.image.SkopeoDialect.SKOPEO_1_22;
import static io.mcv.oci.image.SkopeoDialect.SKOPEO_1_9;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcv.oci.model.ImageConfig;
import io.mcv.oci.model.Platform;
import io.mcv.oci.model.UnsupportedFormatException;
import io.mcv.oci.testing.SharedData;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Held against what skopeo 1.9.3 printed, and in some places against what 1.22 does. */
class InspectReportTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"full", "min", "nolayers", "tz", "emptycfg", "twolayers", "multi", "multi-arm64"})
  void printsWhatSkopeoPrintsOfALayout(String image) throws Exception {
    SyntheticImage synthetic = SyntheticImage.of(image);

    assertThat(text(synthetic.report(SKOPEO_1_9).toJson())).isEqualTo(golden("synth-" + image));
  }

  @ParameterizedTest
  @ValueSource(strings = {"full", "min", "nolayers", "tz", "emptycfg", "twolayers", "multi"})
  void printsTheConfigurationThatSkopeoPrintsOfALayout(String image) throws Exception {
    assertThat(configReport(SyntheticImage.of(image).config(), SKOPEO_1_9))
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

    assertThat(text(report.toJson())).isEqualTo(golden(output));
    assertThat(configReport(config, SKOPEO_1_9)).isEqualTo(golden(transport + "--config"));
  }

  @Test
  void printsLayersWithTheirAnnotationsAsSkopeo122Does() throws Exception {
    String text = text(SyntheticImage.of("full").report(SKOPEO_1_22).toJson());

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
    String text = configReport(SyntheticImage.of("full").config(), SKOPEO_1_22);

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
    assertThatThrownBy(() -> SyntheticImage.of("artifact").report(SKOPEO_1_22))
        .isInstanceOf(UnsupportedFormatException.class)
        .hasMessage(
            "unsupported image-specific operation on artifact with type"
                + " \"application/vnd.example\"");
  }

  private static String golden(String name) {
    return new String(SharedData.bytes("skopeo-golden/" + name + ".out"), UTF_8);
  }

  @Test
  void addsPlatformAndSizesAtTheEnd() throws Exception {
    InspectReport report = SyntheticImage.of("min").report(SKOPEO_1_22);

    String more =
        text(report.withPlatform(Platform.parse("linux/arm64/v8")).withSizes(7, 11).toJson());

    assertThat(more)
        .startsWith(text(report.toJson()).replace("\n}\n", ","))
        .endsWith(
            """
                "Platform": "linux/arm64/v8",
                "CompressedSize": 7,
                "UnpackedSize": 11
            }
            """);
  }

  @Test
  void printsSeveralReportsAsAnArray() throws Exception {
    InspectReport report = SyntheticImage.of("min").report(SKOPEO_1_22);

    String array = text(InspectReport.toJson(List.of(report, report), SKOPEO_1_22));

    String indented = text(report.toJson()).strip().replaceAll("(?m)^", "    ");
    assertThat(array).isEqualTo("[\n" + indented + ",\n" + indented + "\n]\n");
  }

  private static String text(byte[] utf8) {
    return new String(utf8, UTF_8);
  }

  private static String configReport(byte[] config, SkopeoDialect dialect) throws Exception {
    return text(InspectReport.configReport(ImageConfig.parse(config), dialect));
  }
}
