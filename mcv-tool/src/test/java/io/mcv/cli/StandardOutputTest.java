package io.mcv.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.testing.Checkout;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes to standard output, and what if it does not get there. */
class StandardOutputTest {
  @TempDir Path folder;

  @Test
  void aResultThatIsLostIsAnError() throws Exception {
    Path err = folder.resolve("err");
    Process process =
        distribution()
            .process("--version")
            .redirectOutput(new File("/dev/full"))
            .redirectError(err.toFile())
            .start();

    assertThat(process.waitFor()).isEqualTo(ExitCode.FAILED);
    assertThat(err).hasContent("error: writing to standard output: No space left on device\n");
  }

  @Test
  void aReaderThatHasEnoughIsToldNothing() throws Exception {
    Path err = folder.resolve("err");
    Process process = distribution().process("--help").redirectError(err.toFile()).start();
    process.getInputStream().close();

    assertThat(process.waitFor()).isEqualTo(ExitCode.FAILED);
    assertThat(err).isEmptyFile();
  }

  /** An archive can go through a pipe, as to {@code docker load}: nothing may come behind it. */
  @Test
  void isTheArchiveAlone() throws Exception {
    String image = "oci:" + folder.resolve("layout") + ":t";
    Tool tool = Tool.withTemporaryFolder(folder);
    tool.run("create", "-i", image, "-d", Checkout.sampleCache("triton-vector-add").toString())
        .orFail();

    Tool.Outcome copied = distribution().run("copy", image, "docker-archive:/dev/stdout:team/x:v1");

    Path archive = Files.write(folder.resolve("piped.tar"), copied.orFail().outBytes());
    tool.run("inspect", "docker-archive:" + archive + ":team/x:v1").orFail();
    assertThat(copied.err()).contains("\nsha256:");
  }

  private RealDistribution distribution() throws IOException {
    return RealDistribution.at(folder.resolve("distribution")).with("MCV_CLASS_ARCHIVE", "off");
  }
}
