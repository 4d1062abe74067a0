package io.mcv.oci.layer;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * A thread that works on one chunk after the other, in the order given, while its owner works on
 * those before or after. There are {@value #CHUNKS} chunks, half a mebibyte. The thread has ended
 * when {@link #close} returns. After an exception it can only be closed. For one owner at a time.
 */
final class ChunkWorker implements Closeable {
  private static final int CHUNKS = 8;

  private final BlockingQueue<Chunk> todo = new ArrayBlockingQueue<>(CHUNKS);
  private final BlockingQueue<Chunk> done = new ArrayBlockingQueue<>(CHUNKS);
  private final Work work;
  private final Thread thread;

  /** What is done with each chunk. */
  @FunctionalInterface
  interface Work {
    /** Whether there will be more to do. */
    boolean on(Chunk chunk) throws IOException;
  }

  private ChunkWorker(String name, Work work) {
    this.work = work;
    this.thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  /** Fills chunks: the owner exchanges one that was read for the next. */
  static ChunkWorker filling(String name, Work work) {
    ChunkWorker worker = new ChunkWorker(name, work);
    worker.start(worker.todo);
    return worker;
  }

  /** Empties chunks: the owner exchanges one that it has filled for one to fill. */
  static ChunkWorker emptying(String name, Work work) {
    ChunkWorker worker = new ChunkWorker(name, work);
    worker.start(worker.done);
    return worker;
  }

  /** The owner brings the last of the chunks itself. */
  private void start(BlockingQueue<Chunk> chunks) {
    for (int i = 1; i < CHUNKS; i++) {
      chunks.add(new Chunk());
    }
    thread.start();
  }

  /**
   * Hands a chunk to the thread and waits for one that it is done with. Not to be called again
   * after the last chunk that is filled.
   *
   * @throws IOException what the thread met with that chunk, of the same type as there
   * @throws InterruptedIOException if the owner's thread was interrupted
   */
  Chunk exchange(Chunk chunk) throws IOException {
    todo.add(chunk);
    return take();
  }

  /** Hands over the last chunk to empty, and waits until the thread is done with all. */
  void finish(Chunk last) throws IOException {
    todo.add(last);
    for (int i = 0; i < CHUNKS; i++) {
      take();
    }
  }

  private Chunk take() throws IOException {
    Chunk chunk;
    try {
      chunk = done.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
    if (chunk.failure instanceof IOException e) {
      throw e;
    }
    if (chunk.failure instanceof RuntimeException e) {
      throw e;
    }
    if (chunk.failure instanceof Error e) {
      throw e;
    }
    return chunk;
  }

  /** Stops the thread and waits for its end; what it had not begun is left undone. */
  @Override
  public void close() {
    thread.interrupt();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      boolean more = true;
      while (more) {
        Chunk chunk = todo.take();
        try {
          more = work.on(chunk);
        } catch (IOException | RuntimeException | Error e) {
          chunk.failure = e;
          more = false;
        }
        done.add(chunk);
      }
    } catch (InterruptedException e) {
      return; // closed
    }
  }
}
