package io.mcv.client.candidate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeEntryTest {
  @TempDir Path folder;

  @Test
  void aFileThatMayNotBeReadIsAFileStill() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    Files.setPosixFilePermissions(file, Set.of());
    assumeFalse(Files.isReadable(file), "root may read everything");
    TreeEntry entry = TreeEntry.of(file);
    assertThat(entry.kind()).isEqualTo(TreeEntry.Kind.FILE);
    assertThat(entry.mode()).isZero();
    assertThat(entry.content()).isEqualTo("unreadable");
  }

  @Test
  void whatMayNotBeReachedIsUnreadable() throws IOException {
    Path closed = Files.createDirectory(folder.resolve("closed"));
    Path file = Files.writeString(closed.resolve("file"), "x");
    Files.setPosixFilePermissions(closed, Set.of());
    try {
      assumeFalse(Files.isReadable(closed), "root may go everywhere");
      assertThat(TreeEntry.of(file)).isEqualTo(TreeEntry.UNREADABLE);
    } finally {
      Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    }
  }
}
