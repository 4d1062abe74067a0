package io.mcv.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * Temporary folders in memory, for tests that make and remove very many files, or sync many, and
 * would mostly wait for the disk; in the usual place where the host has too little room in memory.
 * Nothing may be run from them: some hosts forbid that.
 */
public final class MemoryFolder implements TempDirFactory {
  private static final Path SHARED_MEMORY = Path.of("/dev/shm");
  private static final long ROOM = 2L << 30;
  private static final String PREFIX = "mcv-test";

  @Override
  public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext extension)
      throws IOException {
    return in(SHARED_MEMORY, ROOM);
  }

  static Path in(Path memory, long room) throws IOException {
    boolean fits = Files.isWritable(memory) && Files.getFileStore(memory).getUsableSpace() >= room;
    return fits ? Files.createTempDirectory(memory, PREFIX) : Files.createTempDirectory(PREFIX);
  }
}
