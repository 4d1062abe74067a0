package io.mcv.registries;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.cli.Tool;
import io.mcv.testing.registry.AccessLine;
import io.mcv.testing.registry.LoopbackRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many threads that pull at once through one client, in a process with little memory. */
@Tag("slow")
class ManyPullsTest {
  private static final int IMAGES = 20;
  private static final int PULLS = 200;

  @TempDir Path folder;

  @Test
  void twoHundredAtOnceAreAllRightAndLeaveNothingOpen() throws Exception {
    Tool tool = Tool.withTemporaryFolder(folder);
    try (LoopbackRegistry registry = LoopbackRegistry.in(folder.resolve("registry"))) {
      LayeredCaches caches = LayeredCaches.in(folder.resolve("caches"), tool, IMAGES);
      caches.copyTo(registry.image("team/cache"));
      registry.clearAccesses();

      List<String> left = pull(registry.image("team/cache"));

      assertThat(left).hasSize(3);
      for (String line : left) {
        String[] words = line.split(" ");
        assertThat(Integer.parseInt(words[2]))
            .as("%s: before and after", line)
            .isLessThanOrEqualTo(Integer.parseInt(words[1]));
      }
      for (int image = 0; image < IMAGES; image++) {
        Path expected = caches.expected(image);
        for (int pull = image; pull < PULLS; pull += IMAGES) {
          ExtractedTree.assertSame(expected, folder.resolve("target-" + pull));
        }
      }
      assertThat(blobsRead(registry)).hasSize(2 * IMAGES + ofWarmUp());
      assertThat(folder.resolve("tmp")).isEmptyDirectory();
    }
  }

  private List<String> pull(String image) throws Exception {
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                ManyPulls.class.getName(),
                image,
                Integer.toString(IMAGES),
                folder.toString(),
                Integer.toString(PULLS))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("it ends in time").isTrue();
      assertThat(process.exitValue()).as(Files.readString(output)).isZero();
    } finally {
      process.destroyForcibly();
    }
    return Files.readAllLines(output);
  }

  /** Each layer and each configuration is read once, however many want it. */
  private static List<AccessLine> blobsRead(LoopbackRegistry registry) throws Exception {
    return registry.accesses().stream()
        .filter(line -> line.method().equals("GET") && line.path().contains("/blobs/"))
        .toList();
  }

  /** What the warm-up reads, by a client with a vault of its own: neighbours share layers. */
  private static int ofWarmUp() {
    int layers = ManyPulls.WARM_UP + LayeredCaches.LAYERS - 1;
    return ManyPulls.WARM_UP + layers;
  }
}
