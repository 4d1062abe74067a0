package io.mcv.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.testing.Checkout;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An archive can go through a pipe, as to {@code docker load}: nothing may come behind it. */
class StandardOutputTest {
  @TempDir Path folder;

  @Test
  void isTheArchiveAlone() throws Exception {
    String image = "oci:" + folder.resolve("layout") + ":t";
    Tool tool = Tool.withTemporaryFolder(folder);
    tool.run("create", "-i", image, "-d", Checkout.sampleCache("triton-vector-add").toString())
        .orFail();
    RealDistribution real =
        RealDistribution.at(folder.resolve("distribution")).with("MCV_CLASS_ARCHIVE", "off");

    Tool.Outcome copied = real.run("copy", image, "docker-archive:/dev/stdout:team/x:v1");

    Path archive = Files.write(folder.resolve("piped.tar"), copied.orFail().outBytes());
    tool.run("inspect", "docker-archive:" + archive + ":team/x:v1").orFail();
    assertThat(copied.err()).contains("\nsha256:");
  }
}
