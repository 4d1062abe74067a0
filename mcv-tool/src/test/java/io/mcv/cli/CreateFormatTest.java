package io.mcv.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.testing.Checkout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code create} follows the place: what it cannot hold is written in the form that it can. */
class CreateFormatTest {
  private static final String CACHE = Checkout.sampleCache("triton-vector-add").toString();

  @TempDir Path folder = Path.of("");

  @Test
  void aDockerArchiveGetsSchema2AndPlainLayers() {
    String image = "docker-archive:" + folder.resolve("image.tar") + ":x:v1";
    Tool.Outcome created = create(image).orFail();

    assertThat(created.err()).doesNotContain("warning");
    assertThat(inspect(image, "{{.Digest}}")).isEqualTo(created.out());
    assertThat(tool().run("inspect", "--raw", image).orFail().out())
        .contains("application/vnd.docker.distribution.manifest.v2+json");
  }

  @Test
  void aDryRunGivesTheDigestOfTheArchive() {
    Path file = folder.resolve("image.tar");
    String digest = create("docker-archive:" + file, "--dry-run").orFail().out();

    assertThat(Files.exists(file)).isFalse();
    assertThat(create("docker-archive:" + file).orFail().out()).isEqualTo(digest);
  }

  @Test
  void compressionThatThePlaceUndoesIsAWarning() {
    String image = "docker-archive:" + folder.resolve("image.tar");

    assertThat(create(image, "--compression=zstd").orFail().err())
        .contains("holds plain layers: they were not compressed");
  }

  @Test
  void aLayoutHoldsTheProfilesOfDockerUnderAnOciManifest() {
    String image = "oci:" + folder.resolve("layout");
    create(image, "--profile=cargohold").orFail();

    assertThat(tool().run("inspect", "--raw", image).orFail().out())
        .contains("application/vnd.oci.image.manifest.v1+json");
  }

  @Test
  void aFormatThatThePlaceCannotHoldIsRefusedAndNothingIsWritten() {
    Path layout = folder.resolve("layout");
    Tool.Outcome refused = create("oci:" + layout, "--format=v2s2");

    assertThat(refused.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(refused.err()).contains("cannot hold an image in the format v2s2");
    assertThat(Files.exists(layout)).isFalse();
  }

  @Test
  void anUnknownFormatIsAnErrorOfUsage() {
    Tool.Outcome refused = create("oci:" + folder.resolve("layout"), "--format=v2s1");

    assertThat(refused.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(refused.err()).contains("oci or v2s2");
  }

  private Tool.Outcome create(String image, String... options) {
    List<String> command = new ArrayList<>(List.of("create", "-i", image, "-d", CACHE));
    command.addAll(List.of(options));
    return tool().run(command.toArray(String[]::new));
  }

  private String inspect(String image, String template) {
    return tool().run("inspect", "-f", template, image).orFail().out();
  }

  private Tool tool() {
    return Tool.at(folder.resolve("home"));
  }
}
