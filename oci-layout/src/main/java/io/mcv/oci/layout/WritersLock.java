package io.mcv.oci.layout;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * What every open sink of a layout holds, all of them together.
 *
 * <p>Whoever deletes blobs takes the file exclusively, and so never meets an image whose blobs are
 * there already while its index entry is not.
 */
final class WritersLock implements Closeable {
  private static final int POLL_MILLIS = 50;
  private static final Map<Path, WritersLock> HELD = new HashMap<>();

  private final Path file;
  private final FileChannel lock;
  private int holders;

  private WritersLock(Path file, FileChannel lock) {
    this.file = file;
    this.lock = lock;
  }

  /**
   * Waits while blobs are being deleted. Every holder closes what it got, once.
   *
   * @param file the lock file, by its real path: one layout may be reached by several
   */
  static WritersLock acquire(Path file) throws IOException {
    synchronized (HELD) {
      WritersLock held = HELD.get(file);
      if (held == null) {
        held = new WritersLock(file, LockFile.shared(file));
        HELD.put(file, held);
      }
      held.holders++;
      return held;
    }
  }

  /** What is done while nobody writes. */
  interface Action {
    void run() throws IOException;
  }

  /**
   * Does something while no sink is open, or nothing if there is one, in whatever process.
   *
   * @return whether it was done
   */
  static boolean ifUnheld(Path file, Action action) throws IOException {
    synchronized (HELD) {
      if (HELD.containsKey(file)) {
        return false;
      }
      FileChannel lock = LockFile.tryExclusive(file);
      if (lock == null) {
        return false;
      }
      try {
        action.run();
        return true;
      } finally {
        lock.close();
      }
    }
  }

  /**
   * The same, but waits for writers to end.
   *
   * @param waiting is run once, before the wait
   * @return whether it was done in time
   */
  static boolean whenUnheld(Path file, Duration patience, Runnable waiting, Action action)
      throws IOException {
    if (ifUnheld(file, action)) {
      return true;
    }
    waiting.run();
    Instant end = Instant.now().plus(patience);
    while (Instant.now().isBefore(end)) {
      try {
        Thread.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while waiting for the lock " + file);
      }
      if (ifUnheld(file, action)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() throws IOException {
    synchronized (HELD) {
      holders--;
      if (holders == 0) {
        HELD.remove(file);
        lock.close();
      }
    }
  }
}
