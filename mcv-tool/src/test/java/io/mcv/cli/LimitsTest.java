package io.mcv.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every limit of an image: what reaches it passes, one more is refused with the way to raise it.
 */
class LimitsTest {
  private static final int MEBIBYTE = 1 << 20;

  @TempDir Path folder;
  private Tool tool = Tool.at(Path.of(""));
  private int runs;

  @BeforeEach
  void makeUser() {
    tool = Tool.at(folder.resolve("home"));
  }

  @Test
  void entriesOfAllLayersAreCounted() throws IOException {
    byte[] two =
        new RawTar().folder("io.triton.cache").file("io.triton.cache/KEY/a.json", "{}").end();
    byte[] one = new RawTar().file("outside", "x").end();
    assertLimit(HandMadeImage.of(folder.resolve("image"), two, one), "--max-entries", 3);
  }

  @Test
  void unpackedBytesOfAllLayersAreCounted() throws IOException {
    byte[] tar = new RawTar().file("io.triton.cache/KEY/a.json", "{}").end();
    byte[] other = new RawTar().file("outside", "x").end();
    String image = HandMadeImage.of(folder.resolve("image"), tar, other);
    assertLimit(image, "--max-unpacked", tar.length + other.length);
  }

  @Test
  void pathsAreMeasuredInBytes() throws IOException {
    String path = "io.triton.cache/KEY/\u00e4\u00f6.json";
    byte[] tar = new RawTar().file(path, "{}").end();
    assertLimit(HandMadeImage.of(folder.resolve("image"), tar), "--max-path", path.length() + 2);
  }

  @Test
  void namesAreMeasuredInBytes() throws IOException {
    byte[] tar = new RawTar().file("io.triton.cache/KEY/" + "\u00e4".repeat(20), "{}").end();
    assertLimit(HandMadeImage.of(folder.resolve("image"), tar), "--max-name", 40);
  }

  @Test
  void headersBeforeAnEntryAreMeasured() throws IOException {
    byte[] tar =
        new RawTar().pax("comment", "x".repeat(987)).file("io.triton.cache/KEY/a.json", "{}").end();
    assertLimit(HandMadeImage.of(folder.resolve("image"), tar), "--max-header", 1001);
  }

  @Test
  void aLayerOver64MebibytesMayNotGrowTooMuch() throws IOException {
    String image = zeros(65 * MEBIBYTE);
    assertThat(extract(image, "--max-ratio", 1100).exit()).isZero();
    assertRefused(extract(image, "--max-ratio", 100), "--max-ratio");
    assertThat(tool.run("extract", "--no-gpu", "-i", image).err()).contains("200-fold");
  }

  @Test
  void aLayerOfLessMayGrowAsItLikes() throws IOException {
    assertThat(extract(zeros(63 * MEBIBYTE), "--max-ratio", 1).exit()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--max-entries",
        "--max-unpacked",
        "--max-ratio",
        "--max-path",
        "--max-name",
        "--max-header"
      })
  void aLimitOfNothingIsAMistakeInTheCommandLine(String option) throws IOException {
    byte[] tar = new RawTar().file("io.triton.cache/KEY/a.json", "{}").end();
    String image = HandMadeImage.of(folder.resolve("image"), tar);
    for (long value : new long[] {0, -1}) {
      Tool.Outcome outcome = extract(image, option, value);
      assertThat(outcome.exit()).isEqualTo(3);
      assertThat(outcome.err()).contains("at least 1");
    }
  }

  @Test
  void entriesAreShownWithinTheSameLimits() throws IOException {
    byte[] tar = new RawTar().folder("io.triton.cache").folder("io.triton.cache/KEY").end();
    String image = HandMadeImage.of(folder.resolve("image"), tar);
    Tool.Outcome outcome = tool.run("inspect", "--cache", "--entries", "--max-entries", "1", image);
    assertRefused(outcome, "--max-entries");
  }

  private void assertLimit(String image, String option, long reached) throws IOException {
    Tool.Outcome at = extract(image, option, reached);
    assertThat(at.exit()).as(at.err()).isZero();
    assertRefused(extract(image, option, reached - 1), option);
    assertThat(folder.resolve("target-" + runs)).doesNotExist();
  }

  private static void assertRefused(Tool.Outcome outcome, String option) {
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err()).contains("raise " + option);
  }

  private Tool.Outcome extract(String image, String option, long value) {
    runs++;
    return tool.run(
        "extract",
        "--no-gpu",
        "-i",
        image,
        "-d",
        folder.resolve("target-" + runs).toString(),
        option,
        String.valueOf(value));
  }

  private String zeros(int size) throws IOException {
    byte[] tar = new RawTar().file("io.triton.cache/KEY/zeros", 0644, new byte[size]).end();
    return HandMadeImage.gzipped(Files.createTempDirectory(folder, "image"), tar);
  }
}
