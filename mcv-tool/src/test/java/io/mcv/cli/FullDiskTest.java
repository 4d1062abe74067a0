package io.mcv.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.testing.Checkout;
import io.mcv.testing.FileTrees;
import io.mcv.testing.ImageValidator;
import io.mcv.testing.Tmpfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Disks too small for what is to be written, by little or by much: all is as it was before. */
class FullDiskTest {
  private static final Path CACHE = Checkout.sampleCache("triton-vector-add");
  private static final long PAGE = 4096;

  @TempDir Path folder;
  private Path layout = Path.of("");

  @BeforeEach
  void createAnImage() {
    layout = folder.resolve("layout");
    create(layout, "none").orFail();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 8, 12})
  void createLeavesNothing(int pages) throws IOException {
    try (Tmpfs disk = Tmpfs.mount(folder.resolve("disk"), pages * PAGE)) {
      Path full = disk.folder().resolve("new/layout");
      assertDiskFull(create(full, "none"), ExitCode.CREATE_FAILED, full);
      assertThat(disk.folder()).isEmptyDirectory();
    }
  }

  @Test
  void createLeavesALayoutThatWasThereAsItWas() throws IOException {
    long size = StoredImage.in(layout).layer().size();
    try (Tmpfs disk = Tmpfs.mount(folder.resolve("disk"), size + 16 * PAGE)) {
      Path full = disk.folder().resolve("layout");
      create(full, "none").orFail();
      Map<String, String> before = FileTrees.snapshot(disk.folder());
      Tool.Outcome outcome =
          tool()
              .run(
                  "create",
                  "--compression=none",
                  "--timestamp=1",
                  "-ioci:" + full + ":v2",
                  "-d" + CACHE);
      assertDiskFull(outcome, ExitCode.CREATE_FAILED, full);
      assertThat(FileTrees.snapshot(disk.folder())).isEqualTo(before);
      ImageValidator.assertValid(full);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8, 12})
  void extractLeavesATargetThatIsAbsentOrHoldsOtherFilesAsItWas(int pages) throws IOException {
    try (Tmpfs disk = Tmpfs.mount(folder.resolve("disk"), pages * PAGE)) {
      Path absent = disk.folder().resolve("new/target");
      assertDiskFull(extract(absent), ExitCode.FAILED, disk.folder());
      assertThat(disk.folder()).isEmptyDirectory();

      Path empty = Files.createDirectory(disk.folder().resolve("empty"));
      assertDiskFull(extract(empty), ExitCode.FAILED, disk.folder());
      assertThat(empty).isEmptyDirectory();

      Files.writeString(Files.createDirectory(disk.folder().resolve("used")).resolve("f"), "f");
      Map<String, String> before = FileTrees.snapshot(disk.folder());
      assertDiskFull(extract(disk.folder().resolve("used")), ExitCode.FAILED, disk.folder());
      assertThat(FileTrees.snapshot(disk.folder())).isEqualTo(before);
    }
  }

  @Test
  void extractIntoTheTopOfAFullDiskLeavesItAsItWas() throws IOException {
    try (Tmpfs disk = Tmpfs.mount(folder.resolve("disk"), 8 * PAGE)) {
      assertDiskFull(extract(disk.folder()), ExitCode.FAILED, disk.folder());
      assertThat(disk.folder()).isEmptyDirectory();
    }
  }

  private static void assertDiskFull(Tool.Outcome outcome, int exitCode, Path place) {
    assertThat(outcome.exit()).as(outcome.err()).isEqualTo(exitCode);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .startsWith("error: ")
        .containsIgnoringCase("no space left on device")
        .contains(place.toString())
        .hasLineCount(1);
  }

  private Tool.Outcome create(Path where, String compression) {
    return tool()
        .run("create", "--compression=" + compression, "-ioci:" + where + ":v1", "-d" + CACHE);
  }

  private Tool.Outcome extract(Path target) {
    return tool().run("extract", "--no-gpu", "-ioci:" + layout + ":v1", "-d" + target);
  }

  private Tool tool() {
    return Tool.at(folder.resolve("home"));
  }
}
