package io.mcv.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTreesTest {
  @TempDir private Path folder;
  private Path original;
  private Path copy;

  @BeforeEach
  void copyATree() throws IOException {
    original = folder.resolve("original");
    copy = folder.resolve("copy");
    Path sub = Files.createDirectories(original.resolve("sub"));
    Files.writeString(sub.resolve("file"), "content");
    Files.setPosixFilePermissions(
        sub.resolve("file"), PosixFilePermissions.fromString("rw-r-----"));
    Files.createSymbolicLink(original.resolve("link"), Path.of("nowhere"));
    FileTrees.copy(original, copy);
  }

  @Test
  void a_snapshot_has_type_mode_and_digest() throws IOException {
    assertThat(FileTrees.snapshot(original))
        .hasSize(3)
        .containsEntry("link", "link -> nowhere")
        .containsEntry(
            "sub/file",
            "file 0640 sha256:ed7002b439e9ac845f22357d822bac1444730fbdb6016d3ec9432297b9ec9f73")
        .hasEntrySatisfying("sub", value -> assertThat(value).startsWith("folder 07"));
  }

  @Test
  void a_copy_is_the_same() {
    assertThatCode(() -> FileTrees.assertSame(original, copy)).doesNotThrowAnyException();
  }

  @Test
  void a_copy_keeps_the_time() throws IOException {
    FileTime time = FileTime.fromMillis(1_000_000_007);
    Files.setLastModifiedTime(original.resolve("sub/file"), time);
    FileTrees.copy(original, folder.resolve("second"));
    assertThat(Files.getLastModifiedTime(folder.resolve("second/sub/file"))).isEqualTo(time);
  }

  @Test
  void every_difference_is_told_by_its_path() throws IOException {
    Files.writeString(copy.resolve("sub/file"), "other");
    Files.delete(copy.resolve("link"));
    Files.createFile(copy.resolve("more"));
    assertThatThrownBy(() -> FileTrees.assertSame(original, copy))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("link: expected link -> nowhere, is absent")
        .hasMessageContaining("more: expected absent, is file ")
        .hasMessageContaining("sub/file: expected file 0640 sha256:ed70");
  }

  @Test
  void a_mode_alone_is_a_difference() throws IOException {
    Files.setPosixFilePermissions(
        copy.resolve("sub/file"), PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> FileTrees.assertSame(original, copy))
        .hasMessageContaining("expected file 0640")
        .hasMessageContaining("is file 0644");
  }
}
