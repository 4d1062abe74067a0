package io.mcv.oci.registry.engine;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Closes something that keeps silent for too long. Set and unset by one thread. */
final class Alarm implements Closeable {
  private final long silenceNanos;
  private final long endNanos;
  private final ScheduledThreadPoolExecutor clock;
  private @Nullable ScheduledFuture<?> next;
  private volatile boolean rang;

  /** An alarm for one exchange, whose time begins now. */
  Alarm(Deadlines deadlines) {
    silenceNanos = deadlines.silence().toNanos();
    endNanos = System.nanoTime() + deadlines.exchange().toNanos();
    clock = new ScheduledThreadPoolExecutor(1, Alarm::thread);
    clock.setRemoveOnCancelPolicy(true);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "mcv-engine-alarm");
    thread.setDaemon(true);
    return thread;
  }

  /** From now on the silence counts. */
  void set(Closeable silent) {
    long left = Math.min(silenceNanos, endNanos - System.nanoTime());
    next = clock.schedule(() -> ring(silent), Math.max(0, left), TimeUnit.NANOSECONDS);
  }

  void unset() {
    if (next != null) {
      next.cancel(false);
    }
  }

  /** Whether it has closed what it was set for. */
  boolean rang() {
    return rang;
  }

  private void ring(Closeable silent) {
    rang = true;
    try {
      silent.close();
    } catch (IOException e) {
      return; // whoever waits on it is told all the same
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
