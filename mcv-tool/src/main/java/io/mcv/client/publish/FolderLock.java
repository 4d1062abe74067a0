package io.mcv.client.publish;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * An exclusive lock between threads and processes, held as a lock file that is there only while
 * somebody holds or awaits the lock.
 *
 * <p>The holder removes the file, so whoever waited for it may then hold the lock of a file that
 * has no name any more. After locking, a fresh token is written through the channel and read back
 * through the path: only if both are the same file is the lock good, else it is taken anew.
 */
final class FolderLock implements Closeable {
  private static final Map<Path, ReentrantLock> IN_THIS_PROCESS = new ConcurrentHashMap<>();

  private final Path file;
  private final ReentrantLock threads;
  private final FileChannel channel;

  private FolderLock(Path file, ReentrantLock threads, FileChannel channel) {
    this.file = file;
    this.threads = threads;
    this.channel = channel;
  }

  /** Waits for the lock of this file, whose folder must exist. */
  static FolderLock acquire(Path file) throws IOException {
    Path path = file.toAbsolutePath().normalize();
    ReentrantLock threads = IN_THIS_PROCESS.computeIfAbsent(path, key -> new ReentrantLock());
    threads.lock();
    try {
      FileChannel channel = lockedChannel(path);
      return new FolderLock(path, threads, channel);
    } catch (IOException | RuntimeException e) {
      threads.unlock();
      throw e;
    }
  }

  private static FileChannel lockedChannel(Path path) throws IOException {
    while (true) {
      FileChannel channel =
          FileChannel.open(
              path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
      boolean good = false;
      try {
        if (channel.lock() != null && isStillNamed(path, channel)) {
          good = true;
          return channel;
        }
      } catch (IOException e) {
        throw withoutToken(path, e);
      } finally {
        if (!good) {
          channel.close();
        }
      }
    }
  }

  private static boolean isStillNamed(Path path, FileChannel channel) throws IOException {
    byte[] token = UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(token), 0);
    try {
      return Arrays.equals(token, Files.readAllBytes(path));
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** On a full disk no token can be written; a file without one is nobody's, and must not stay. */
  private static FileSystemException withoutToken(Path path, IOException cause) {
    FileSystemException failure =
        new FileSystemException(path.toString(), null, cause.getMessage());
    failure.initCause(cause);
    try {
      if (Files.size(path) == 0) {
        Files.delete(path);
      }
    } catch (IOException left) {
      failure.addSuppressed(left);
    }
    return failure;
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      Files.deleteIfExists(file);
    } finally {
      threads.unlock();
    }
  }
}
