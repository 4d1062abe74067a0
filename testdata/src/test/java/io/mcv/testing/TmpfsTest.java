package io.mcv.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TmpfsTest {
  @Test
  void it_is_small_and_gone_when_closed(@TempDir Path folder) throws IOException {
    Path mount = folder.resolve("small disk");
    try (Tmpfs disk = Tmpfs.mount(mount, 64 * 1024)) {
      Path file = disk.folder().resolve("file");
      Files.write(file, new byte[32 * 1024]);
      assertThatThrownBy(() -> Files.write(disk.folder().resolve("more"), new byte[64 * 1024]))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("No space left");
      assertThat(file).exists();
    }
    assertThat(mount).isEmptyDirectory();
  }
}
