package io.mcv.client.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {
  private static final int THREADS = 4;
  private static final int ROUNDS = 2_000;

  @TempDir private Path folder;

  @Test
  @Timeout(60)
  void parentsThatOthersRemoveMeanwhileAreMadeAgain() throws Exception {
    AtomicInteger numbers = new AtomicInteger();
    Path parent = folder.resolve("shared/parent");
    WorkspaceTest.inParallel(
        THREADS,
        () -> {
          Path own = parent.resolve(String.valueOf(numbers.incrementAndGet()));
          for (int round = 0; round < ROUNDS; round++) {
            Folders.create(own);
            Files.delete(own);
            removeIfEmpty(parent);
            removeIfEmpty(folder.resolve("shared"));
          }
          return null;
        });
    assertThat(folder).isEmptyDirectory();
  }

  private static void removeIfEmpty(Path shared) throws IOException {
    try {
      Files.deleteIfExists(shared);
    } catch (DirectoryNotEmptyException e) {
      return; // somebody else is there
    }
  }

  @Test
  void aFileInTheWayIsAnError() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> Folders.create(file.resolve("below"))).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> Folders.create(file)).isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void whereNothingCanBeMadeItIsAnErrorAtLast() {
    assertThatThrownBy(() -> Folders.create(Path.of("/proc/no-such-folder")))
        .isInstanceOf(NoSuchFileException.class);
  }
}
