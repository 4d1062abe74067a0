package io.mcv.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.testing.Checkout;
import io.mcv.testing.FileTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies that no registry has a part in. */
class CopyCommandTest {
  @TempDir Path folder;
  private Path source = Path.of("");
  private Path target = Path.of("");

  @BeforeEach
  void createAnImage() {
    source = folder.resolve("source");
    target = folder.resolve("target");
    String cache = Checkout.sampleCache("triton-hip").toString();
    Tool.at(folder).run("create", "-i", "oci:" + source + ":v1", "-d", cache).orFail();
  }

  @Test
  void anImageIsTheSameInAnotherLayoutAndInTheVault() throws IOException {
    String digest = copy("oci:" + source + ":v1", "oci:" + target + ":v2").orFail().out().strip();
    copy("oci:" + target + ":v2", "team/cache:v3").orFail();

    assertThat(digest).isEqualTo(StoredImage.in(source).digest().toString());
    assertThat(StoredImage.in(target).digest()).hasToString(digest);
    assertThat(Tool.at(folder).run("vault", "ls", "--json").orFail().out()).contains(digest);
  }

  @Test
  void aCopyThatFailsLeavesNoNewLayoutBehind() throws IOException {
    StoredImage image = StoredImage.in(source);
    Files.delete(image.blob(image.layer().digest()));

    Tool.Outcome outcome = copy("oci:" + source + ":v1", "oci:" + target + ":v2");

    assertThat(outcome.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(outcome.err()).contains(image.layer().digest().toString()).hasLineCount(1);
    assertThat(target).doesNotExist();
  }

  @Test
  void aLayerThatGrowsTooMuchIsUnpackedOnlyIfItIsMeantToBe() throws IOException {
    Path cache = folder.resolve("cache");
    FileTrees.copy(Checkout.sampleCache("triton-hip"), cache);
    try (Stream<Path> keys = Files.list(cache)) {
      Path zeros = keys.findFirst().orElseThrow().resolve("zeros.hsaco");
      Files.write(zeros, new byte[66 * 1024 * 1024]);
    }
    String image = "oci:" + source + ":zeros";
    Tool.at(folder).run("create", "-i", image, "-d", cache.toString()).orFail();

    Tool.Outcome refused = copy("--compression=none", image, "oci:" + target + ":v2");
    assertThat(refused.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(refused.err()).contains("raise --max-ratio").hasLineCount(1);
    assertThat(target).doesNotExist();

    copy("--compression=none", "--max-ratio=9999", image, "oci:" + target + ":v2").orFail();
  }

  @Test
  void aDestinationWithADigestIsAUsageError() {
    Tool.Outcome outcome =
        copy("oci:" + source + ":v1", "oci:" + target + "@sha256:" + "0".repeat(64));

    assertThat(outcome.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(target).doesNotExist();
  }

  private Tool.Outcome copy(String... arguments) {
    List<String> command = new ArrayList<>(List.of("copy"));
    command.addAll(List.of(arguments));
    return Tool.at(folder).run(command.toArray(String[]::new));
  }
}
