package io.mcv.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Threads of one operation: they do not keep the process alive and do not outlive it. */
final class OwnThreads {
  private OwnThreads() {}

  /** Makes the threads of an executor. */
  static ThreadFactory named(String name) {
    return work -> {
      Thread thread = new Thread(work, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  /** The result of a task, or what it met with its own type. */
  static <T extends @Nullable Object> T result(Future<T> task) throws IOException {
    try {
      return task.get();
    } catch (ExecutionException e) {
      Throwable met = e.getCause();
      if (met instanceof RuntimeException unexpected) {
        throw unexpected;
      }
      if (met instanceof Error error) {
        throw error;
      }
      throw met instanceof IOException io ? io : new IOException(met);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for a thread");
    }
  }

  /** Interrupts what runs, drops what waits, and returns when the last thread has nothing to do. */
  static void end(ExecutorService threads) {
    threads.shutdownNow();
    boolean interrupted = false;
    while (!threads.isTerminated()) {
      try {
        threads.awaitTermination(1, TimeUnit.HOURS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
