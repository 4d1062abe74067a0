package io.mcv.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes a file that is there with all of its content, or as it was before. */
final class WholeFile {
  private WholeFile() {}

  /**
   * Says no to a file that cannot be written.
   *
   * @param option that names it
   * @throws UsageException if it is a folder, or its folder is not there or may not be written
   */
  static void check(String option, @Nullable Path file) {
    if (file == null) {
      return;
    }
    Path folder = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file)) {
      throw new UsageException(option + ": " + file + " is a folder; name a file");
    }
    if (folder == null || !Files.isDirectory(folder)) {
      throw new UsageException(option + ": there is no folder " + folder + "; make it first");
    }
    if (!Files.isWritable(Files.exists(file) ? file : folder)) {
      throw new UsageException(option + ": permission denied: " + file);
    }
  }

  /** Writes it; what is no regular file, such as {@code /dev/stdout}, is written in place. */
  static void write(Path file, byte[] content) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      Files.write(file, content);
      return;
    }
    Path unfinished = file.resolveSibling(".mcv-" + UUID.randomUUID());
    try {
      Files.write(unfinished, content, StandardOpenOption.CREATE_NEW);
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }
}
