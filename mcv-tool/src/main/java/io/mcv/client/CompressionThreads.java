package io.mcv.client;

import java.io.Closeable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Threads for a compressor that works in parallel: as many as there are processors, but at most
 * {@value #MOST}, since each takes memory. None is started before it has work.
 */
final class CompressionThreads implements Closeable {
  private static final int MOST = 4;

  private final int count = Math.min(MOST, Runtime.getRuntime().availableProcessors());
  private final ExecutorService threads =
      Executors.newFixedThreadPool(count, OwnThreads.named("mcv-compressor"));

  int count() {
    return count;
  }

  Executor executor() {
    return threads;
  }

  @Override
  public void close() {
    OwnThreads.end(threads);
  }
}
