package io.mcv.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryFolderTest {
  @TempDir Path memory;

  @Test
  void isWhereThereIsRoom() throws IOException {
    assertThat(MemoryFolder.in(memory, 1)).hasParent(memory).isEmptyDirectory();
  }

  @Test
  void isInTheUsualPlaceWhereThereIsTooLittle() throws IOException {
    assertUsual(MemoryFolder.in(memory, Long.MAX_VALUE));
  }

  @Test
  void isInTheUsualPlaceWhereThereIsNoSharedMemory() throws IOException {
    assertUsual(MemoryFolder.in(memory.resolve("absent"), 1));
  }

  private void assertUsual(Path folder) throws IOException {
    assertThat(memory).isEmptyDirectory();
    assertThat(folder).isEmptyDirectory();
    Files.delete(folder);
  }
}
