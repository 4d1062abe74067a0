package io.mcv.oci.layout;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A file that is locked among processes as long as its channel is open. The operating system frees
 * it when a process dies.
 *
 * <p>Within one JVM a lock file may be open only once at a time: closing any of its channels gives
 * up the locks of all.
 */
final class LockFile {
  private LockFile() {}

  static FileChannel exclusive(Path file) throws IOException {
    return acquire(file, false);
  }

  static FileChannel shared(Path file) throws IOException {
    return acquire(file, true);
  }

  /** The lock if nobody holds it, else null; does not wait. */
  static @Nullable FileChannel tryExclusive(Path file) throws IOException {
    try {
      FileChannel channel = open(file);
      try {
        if (channel.tryLock() != null) {
          return channel;
        }
      } catch (IOException e) {
        channel.close();
        throw e;
      }
      channel.close();
      return null;
    } catch (IOException e) {
      throw FileError.of("lock", file, e);
    }
  }

  private static FileChannel acquire(Path file, boolean shared) throws IOException {
    try {
      FileChannel channel = open(file);
      try {
        channel.lock(0, Long.MAX_VALUE, shared);
      } catch (IOException e) {
        channel.close();
        throw e;
      }
      return channel;
    } catch (IOException e) {
      throw FileError.of("lock", file, e);
    }
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(
        file,
        StandardOpenOption.CREATE,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE,
        LinkOption.NOFOLLOW_LINKS);
  }
}
