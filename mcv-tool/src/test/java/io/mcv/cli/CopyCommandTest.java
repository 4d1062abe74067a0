package io.mcv.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.testing.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
  void aDestinationWithADigestIsAUsageError() {
    Tool.Outcome outcome =
        copy("oci:" + source + ":v1", "oci:" + target + "@sha256:" + "0".repeat(64));

    assertThat(outcome.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(target).doesNotExist();
  }

  private Tool.Outcome copy(String from, String to) {
    return Tool.at(folder).run("copy", from, to);
  }
}
