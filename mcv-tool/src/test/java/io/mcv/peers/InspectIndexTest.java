package io.mcv.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.cli.Tool;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.MediaType;
import io.mcv.testing.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code inspect} shows of indexes, beyond skopeo. */
class InspectIndexTest {
  private static final byte[] EMPTY_TAR = new byte[1024];
  private static final MediaType GZIP =
      new MediaType("application/vnd.oci.image.layer.v1.tar+gzip");

  @TempDir Path temp;
  private HandmadeLayout layout = new HandmadeLayout(Path.of("unset"));
  private String image = "";

  @BeforeEach
  void setUp() {
    layout = new HandmadeLayout(temp.resolve("layout"));
    image = "oci:" + temp.resolve("layout") + ":t";
  }

  @Test
  void whereNoImageIsForThisHostAllAreShown() throws IOException {
    publishTwo("linux/s390x", "linux/arm64/v8");

    Tool.Outcome shown = run("inspect", image).orFail();

    assertThat(shown.out()).isEqualTo(run("inspect", "--all-platforms", image).orFail().out());
    assertThat(shown.err()).contains("no image is for this host").hasLineCount(1);
    assertThat(run("inspect", "--raw", image).orFail().out()).startsWith("{\"schemaVersion\":2,");
    assertThat(run("inspect", "--config", image).orFail().out()).startsWith("[\n    {\n");
    assertThat(run("inspect", "-f", "{{.Platform}} {{.Labels.image}}", image).orFail().out())
        .isEqualTo("linux/s390x one\nlinux/arm64/v8 two\n");
  }

  @Test
  void eachOfAllPlatformsIsTheReportOfItsImageAndThePlatform() throws IOException {
    publishTwo("linux/amd64", "linux/arm64/v8");

    String all = run("inspect", "--all-platforms", image).orFail().out();

    assertThat(all).startsWith("[\n    {\n        \"Digest\": \"sha256:").endsWith("    }\n]\n");
    for (String platform : new String[] {"linux/amd64", "linux/arm64/v8"}) {
      String digest =
          run("inspect", "--all-platforms", "-f", "{{.Platform}} {{.Digest}}", image)
              .out()
              .lines()
              .filter(line -> line.startsWith(platform + " "))
              .map(line -> line.substring(platform.length() + 1))
              .findFirst()
              .orElseThrow();
      String alone = run("inspect", "oci:" + temp.resolve("layout") + "@" + digest).orFail().out();
      String element =
          alone.strip().replaceFirst("\n}$", ",\n    \"Platform\": \"" + platform + "\"\n}");
      assertThat(all).contains(element.replaceAll("(?m)^", "    "));
    }
  }

  @Test
  void theOnlyImageIsShownWhateverItRunsOn() throws IOException {
    Descriptor only = layout.image(HandmadeLayout.Form.OCI, Map.of("image", "only"));
    layout.publish(layout.index(new HandmadeLayout.Listed(only, "windows/arm64")));

    assertThat(run("inspect", "-f", "{{.Labels.image}}", image).orFail().out()).isEqualTo("only\n");
  }

  @Test
  void aPlatformThatWasAskedForAndIsNotThereIsAnErrorThatListsThem() throws IOException {
    publishTwo("linux/amd64", "linux/arm64/v8");

    Tool.Outcome refused = run("inspect", "--platform=linux/riscv64", image);

    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err())
        .contains("no image for linux/riscv64", "linux/amd64, linux/arm64/v8")
        .hasLineCount(1);
  }

  @Test
  void anImageAloneIsAllOfItsPlatforms() throws IOException {
    layout.publish(layout.image(HandmadeLayout.Form.OCI, null));

    assertThat(run("inspect", "--all-platforms", image).orFail().out())
        .startsWith("[\n    {\n")
        .contains("\"Platform\": \"linux/amd64\"");
  }

  @Test
  void sizesAreThoseOfTheLayersAsStoredAndUnpacked() throws IOException {
    HandmadeLayout.Layer layer = new HandmadeLayout.Layer(GZIP, EMPTY_TAR);
    layout.publish(layout.image(HandmadeLayout.Form.OCI, null, layer, layer));
    long stored = 2L * HandmadeLayout.gzip(EMPTY_TAR).length;

    assertThat(run("inspect", "--size", image).orFail().out())
        .endsWith("    \"CompressedSize\": " + stored + ",\n    \"UnpackedSize\": 2048\n}\n");
    assertThat(run("inspect", "--size", "-f", "{{.UnpackedSize}}", image).orFail().out())
        .isEqualTo("2048\n");
    assertThat(run("inspect", "--size", "--max-unpacked=1000", image).err())
        .contains("--max-unpacked")
        .hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--raw --format={{.}}",
        "--raw --all-platforms",
        "--raw --size",
        "--config --size",
        "--cache --size",
        "--cache --all-platforms",
        "--compat=skopeo-2",
        "--format={{.Os"
      })
  void whatCannotGoTogetherIsAUsageError(String options) throws IOException {
    publishTwo("linux/amd64", "linux/arm64");
    String[] command = ("inspect " + options + " " + image).split(" ");

    Tool.Outcome refused = run(command);

    assertThat(refused.exit()).isEqualTo(3);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err()).startsWith("error: --").hasLineCount(1);
  }

  /** Nobody has to read a document to store it. */
  @Test
  void rawIsToTheByteWhateverTheBytesAre() throws IOException {
    byte[] odd = {'{', '}', (byte) 0xff, (byte) 0xc3, 0, '\n'};
    Descriptor config = layout.blob(MediaType.OCI_CONFIG, odd);
    String manifest =
        "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"config\":{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d},\"layers\":[]}"
            .formatted(
                MediaType.OCI_MANIFEST, MediaType.OCI_CONFIG, config.digest(), config.size());
    layout.publish(layout.blob(MediaType.OCI_MANIFEST, manifest.getBytes("UTF-8")));

    assertThat(run("inspect", "--config", "--raw", image).orFail().outBytes()).isEqualTo(odd);
  }

  @Test
  void theDigestOfAManifestInAFileIsThatOfSkopeo() throws IOException {
    Path file = temp.resolve("manifest.json");
    for (String content : new String[] {"", "x", "{\"schemaVersion\":2}", "[1,2]\n"}) {
      Files.writeString(file, content);
      assertThat(run("manifest-digest", file.toString()).orFail().out())
          .isEqualTo(Peer.newer("skopeo").run("manifest-digest", file.toString()).orFail().out());
    }
    Files.writeString(file, "{\"schemaVersion\":1,\"signatures\":[{}]}");
    assertThat(run("manifest-digest", file.toString()).err()).contains("schema 1").hasLineCount(1);
    Files.write(file, new byte[4 * 1024 * 1024 + 1]);
    assertThat(run("manifest-digest", file.toString()).err()).contains("4194304").hasLineCount(1);
    Files.delete(file);
    assertThat(run("manifest-digest", file.toString()).exit()).isEqualTo(1);
  }

  private void publishTwo(String first, String second) throws IOException {
    Descriptor one = layout.image(HandmadeLayout.Form.OCI, Map.of("image", "one"));
    Descriptor two = layout.image(HandmadeLayout.Form.OCI, Map.of("image", "two"));
    layout.publish(
        layout.index(
            new HandmadeLayout.Listed(one, first), new HandmadeLayout.Listed(two, second)));
  }

  private Tool.Outcome run(String... arguments) {
    return Tool.at(temp).run(arguments);
  }
}
