package io.mcv.client.publish;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
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
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An exclusive lock between threads and processes, held as a lock file that is there only while
 * somebody holds or awaits the lock.
 *
 * <p>The holder removes the file, so whoever waited for it may then hold the lock of a file that
 * has no name any more. After locking, a fresh token is written through the channel and read back
 * through the path: only if both are the same file is the lock good, else it is taken anew.
 *
 * <p>A process gives up its lock of a file when it closes any of its channels to it, so the one
 * that reads the token stays open as long as the lock is held.
 */
final class FolderLock implements Closeable {
  private static final Set<Path> HELD_IN_THIS_PROCESS = new HashSet<>();

  private final Path file;
  private final FileChannel locked;
  private final FileChannel named;

  private FolderLock(Path file, FileChannel locked, FileChannel named) {
    this.file = file;
    this.locked = locked;
    this.named = named;
  }

  /**
   * Waits for the lock of a file. The folder that holds it is made again where somebody who had
   * made it removes it meanwhile.
   *
   * @param file the lock file, by its real path: one folder may be reached by several
   */
  static FolderLock acquire(Path file) throws IOException {
    waitForOtherThreads(file);
    try {
      FolderLock lock;
      do {
        lock = attempt(file);
      } while (lock == null);
      return lock;
    } catch (IOException | RuntimeException e) {
      letOtherThreadsGo(file);
      throw e;
    }
  }

  private static void waitForOtherThreads(Path file) throws InterruptedIOException {
    synchronized (HELD_IN_THIS_PROCESS) {
      try {
        while (!HELD_IN_THIS_PROCESS.add(file)) {
          HELD_IN_THIS_PROCESS.wait();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while waiting for " + file);
      }
    }
  }

  private static void letOtherThreadsGo(Path file) {
    synchronized (HELD_IN_THIS_PROCESS) {
      HELD_IN_THIS_PROCESS.remove(file);
      HELD_IN_THIS_PROCESS.notifyAll();
    }
  }

  /** Null if the file, or the folder that holds it, was removed while we waited. */
  private static @Nullable FolderLock attempt(Path file) throws IOException {
    Folders.create(Objects.requireNonNull(file.getParent()));
    FileChannel locked = null;
    FileChannel named = null;
    FolderLock lock = null;
    try {
      locked =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
      locked.lock();
      byte[] token = UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);
      write(token, locked, file);
      named = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
      if (holds(named, token)) {
        lock = new FolderLock(file, locked, named);
      }
      return lock;
    } catch (NoSuchFileException e) {
      return null;
    } finally {
      if (lock == null) {
        closeAll(named, locked);
      }
    }
  }

  /** On a full disk no token can be written; a file without one is nobody's, and must not stay. */
  private static FileSystemException withoutToken(Path file, IOException cause) {
    FileSystemException failure =
        new FileSystemException(file.toString(), null, cause.getMessage());
    failure.initCause(cause);
    try {
      if (Files.size(file) == 0) {
        Files.delete(file);
      }
    } catch (IOException left) {
      failure.addSuppressed(left);
    }
    return failure;
  }

  private static void write(byte[] token, FileChannel channel, Path file) throws IOException {
    try {
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(token), 0);
    } catch (IOException e) {
      throw withoutToken(file, e);
    }
  }

  private static boolean holds(FileChannel channel, byte[] token) throws IOException {
    ByteBuffer found = ByteBuffer.allocate(token.length);
    channel.read(found, 0);
    return Arrays.equals(token, found.array());
  }

  @Override
  public void close() throws IOException {
    try {
      Files.deleteIfExists(file);
    } finally {
      closeAll(named, locked);
      letOtherThreadsGo(file);
    }
  }

  private static void closeAll(@Nullable FileChannel named, @Nullable FileChannel locked)
      throws IOException {
    if (named != null) {
      named.close();
    }
    if (locked != null) {
      locked.close();
    }
  }
}
