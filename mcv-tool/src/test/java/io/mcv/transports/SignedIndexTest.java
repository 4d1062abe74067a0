package io.mcv.transports;

import static io.mcv.oci.model.LayerCompression.GZIP;
import static io.mcv.oci.model.ManifestFormat.OCI;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.cli.Tool;
import io.mcv.oci.model.Descriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of an index either its own signature counts, or that of the image that is taken from it. */
class SignedIndexTest {
  private static final int REFUSED = 7;

  @TempDir static Path keys = Path.of("");
  private static String key = "";

  @TempDir Path folder = Path.of("");
  private Tool tool = Tool.at(Path.of("unset"));
  private TestLayout layout = new TestLayout(Path.of("unset"), 0);

  @BeforeAll
  static void makeAKey() {
    key = keys.resolve("cosign").toString();
    Tool.at(keys)
        .with("COSIGN_PASSWORD", "")
        .run("generate-key-pair", "--output-key-prefix=" + key)
        .orFail();
  }

  @BeforeEach
  void beginALayout() throws IOException {
    tool = Tool.withTemporaryFolder(folder).with("COSIGN_PASSWORD", "");
    layout = new TestLayout(folder.resolve("layout"), 7);
  }

  @Test
  void theSignatureOfTheIndexIsOneOfEachImageInIt() throws IOException {
    String index =
        layout.publish("i", layout.index(OCI, on("amd64", image()), on("arm64", image())));
    sign(index);

    assertThat(verify(index)).isZero();
    assertThat(copy(index, "--platform=linux/amd64")).isZero();
    assertThat(copy(index, "--all")).isZero();
    assertThat(verify(index, "--all-platforms")).isEqualTo(REFUSED);
  }

  @Test
  void theSignatureOfAnImageIsNoneOfTheIndexNorOfAnotherImage() throws IOException {
    Descriptor signed = image();
    String index =
        layout.publish("i", layout.index(OCI, on("amd64", signed), on("arm64", image())));
    sign("oci:" + layout.folder() + "@" + signed.digest());

    assertThat(copy(index, "--platform=linux/amd64")).isZero();
    assertThat(copy(index, "--platform=linux/arm64")).isEqualTo(REFUSED);
    assertThat(copy(index, "--all")).isEqualTo(REFUSED);
    assertThat(verify(index)).isEqualTo(REFUSED);
    assertThat(verify("oci:" + layout.folder() + "@" + signed.digest())).isZero();
  }

  @Test
  void anImageThatTookThePlaceOfASignedOneIsRefused() throws IOException {
    String index = layout.publish("i", layout.index(OCI, on("amd64", image())));
    sign(index);
    Path list = layout.folder().resolve("index.json");
    Descriptor other = layout.index(OCI, on("amd64", image()));
    String digest =
        tool.run("inspect", "--format", "{{.Digest}}", "--platform=linux/amd64", index)
            .orFail()
            .out()
            .strip();
    Files.writeString(
        list, Files.readString(list).replace("\"" + digest + "\"", "\"" + other.digest() + "\""));

    assertThat(copy(index, "--platform=linux/amd64")).isEqualTo(REFUSED);
    assertThat(folder.resolve("copy")).doesNotExist();
  }

  @Test
  void imagesThatAreSignedOneByOneAreVerifiedOneByOne() throws IOException {
    String index =
        layout.publish("i", layout.index(OCI, on("amd64", image()), on("arm64", image())));
    sign(index, "--recursive");

    Tool.Outcome outcome = run("verify", index, "--all-platforms");

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out()).contains("linux/amd64", "linux/arm64").doesNotContain("refused");
  }

  private Descriptor image() throws IOException {
    return layout.image(OCI, layout.layer(OCI, GZIP));
  }

  private static Descriptor on(String architecture, Descriptor image) {
    return TestArtifacts.on(architecture, image);
  }

  private void sign(String image, String... options) {
    tool.run(with(options, "sign", "--key=" + key + ".key", image)).orFail();
  }

  private int verify(String image, String... options) {
    return run("verify", image, options).exit();
  }

  private int copy(String image, String option) {
    String to = "oci:" + folder.resolve("copy") + ":t";
    return tool.run("copy", "--key=" + key + ".pub", "--insecure-ignore-tlog", option, image, to)
        .exit();
  }

  private Tool.Outcome run(String command, String image, String... options) {
    return tool.run(
        with(options, command, "--key=" + key + ".pub", "--insecure-ignore-tlog", image));
  }

  private static String[] with(String[] options, String... command) {
    String[] all = Arrays.copyOf(command, command.length + options.length);
    System.arraycopy(options, 0, all, command.length, options.length);
    return all;
  }
}
