package io.mcv.registries;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.cli.Tool;
import io.mcv.testing.Checkout;
import io.mcv.testing.registry.LoopbackRegistry;
import io.mcv.testing.registry.RandomImages;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What commands tell while they move blobs, and how many they move at once. */
class TransferLinesTest {
  private static final String PLAIN = "--tls-verify=false";

  @TempDir static Path shared;
  private static LoopbackRegistry registry;

  @TempDir Path folder;
  private Tool tool = Tool.at(Path.of("unset"));

  @BeforeAll
  static void start() throws Exception {
    registry = LoopbackRegistry.in(shared.resolve("registry"));
    RandomImages.in(shared.resolve("layout"), 61).image("t", 1000, 2000, 3000, 4000);
  }

  @AfterAll
  static void stop() {
    registry.close();
  }

  @BeforeEach
  void makeAUser() throws Exception {
    tool = Tool.withTemporaryFolder(folder);
  }

  @Test
  void eachBlobHasItsLineAndTheWholeOneMore() {
    String image = registry.image("lines:v1");
    String from = "oci:" + shared.resolve("layout") + ":t";

    List<String> first = tool.run("copy", PLAIN, from, image).orFail().err().lines().toList();
    List<String> again = tool.run("copy", PLAIN, from, image).orFail().err().lines().toList();

    assertThat(first).hasSize(6);
    assertThat(first.subList(0, 5)).allMatch(line -> line.matches("blob sha256:.*: moved"));
    assertThat(first.get(5)).contains("; 5 blobs, 0 of them not moved");
    assertThat(again.subList(0, 5)).allMatch(line -> line.endsWith(": there already"));
    assertThat(again.get(5)).startsWith("moved 0B in ").contains("; 5 blobs, 5 of them not moved");
  }

  @Test
  void quietMeansSilent() {
    String image = registry.image("quiet:v1");
    String cache = Checkout.sampleCache("triton-vector-add").toString();

    assertSilent("create", PLAIN, "-q", "-i", image, "-d", cache);
    assertSilent("copy", PLAIN, "-q", image, "oci:" + folder.resolve("layout"));
    assertSilent("extract", PLAIN, "-q", "--no-gpu", "-i", image, "-d", folder + "/target");
    assertSilent("inspect", PLAIN, "-q", image);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "2", "64"})
  void asManyBlobsAsAskedForAreMovedAtOnceAndAllArrive(String parallel) {
    String image = registry.image("parallel:" + parallel);
    String from = "oci:" + shared.resolve("layout") + ":t";
    String digest = tool.run("copy", PLAIN, "--parallel=" + parallel, from, image).orFail().out();

    String to = "oci:" + folder.resolve("layout");
    assertThat(tool.run("copy", PLAIN, "--parallel=" + parallel, image, to).orFail().out())
        .isEqualTo(digest);
  }

  private void assertSilent(String... command) {
    assertThat(tool.run(command).orFail().err()).isEmpty();
  }
}
