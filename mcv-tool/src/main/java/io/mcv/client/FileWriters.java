package io.mcv.client;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Two threads that write small files. At most {@value #WAITING} writes wait for them: who brings
 * one more does it itself. The threads have ended when {@link #finish} or {@link #close} returns.
 */
final class FileWriters implements Closeable {
  private static final int THREADS = 2;
  private static final int WAITING = 32;

  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(WAITING),
          OwnThreads.named("mcv-file-writer"),
          new ThreadPoolExecutor.CallerRunsPolicy());

  /** Something to write. */
  @FunctionalInterface
  interface Write {
    /** Writes it, on any thread. */
    void run() throws IOException;
  }

  /**
   * Takes over one write.
   *
   * @throws IOException what one of those before it met, of the same type as there
   */
  void submit(Write write) throws IOException {
    throwFailure();
    threads.execute(
        () -> {
          try {
            write.run();
          } catch (IOException | RuntimeException | Error e) {
            failure.compareAndSet(null, e);
          }
        });
  }

  /**
   * Waits until everything is written.
   *
   * @throws IOException what went wrong first, of the same type as there
   * @throws InterruptedIOException if the calling thread was interrupted
   */
  void finish() throws IOException {
    threads.shutdown();
    try {
      while (!threads.awaitTermination(1, TimeUnit.HOURS)) {
        // However long the disk takes.
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
    throwFailure();
  }

  /** Drops what was not begun, and waits for the rest. */
  @Override
  public void close() {
    OwnThreads.end(threads);
  }

  private void throwFailure() throws IOException {
    Throwable first = failure.get();
    if (first instanceof IOException e) {
      throw e;
    }
    if (first instanceof RuntimeException e) {
      throw e;
    }
    if (first instanceof Error e) {
      throw e;
    }
  }
}
