package io.mcv.oci.layer.deflate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The stream: its order, its queue and its errors. */
class PgzipOutputStreamTest {
  private static final int UNIT = UnitCoder.UNIT_SIZE;

  private final byte[] input = new RandomInputs(11).next(12 * UNIT + 5);

  @Test
  void theBytesAreTheSameWhateverTheExecutor() throws Exception {
    byte[] serial = Gzip.compress(input);
    Random random = new Random(2);
    List<Runnable> held = Collections.synchronizedList(new ArrayList<>());
    Executor lastFirst =
        task -> {
          held.add(task);
          if (held.size() == 4) {
            Collections.reverse(held);
            held.forEach(Runnable::run);
            held.clear();
          }
        };
    for (Executor executor :
        List.of(ForkJoinPool.commonPool(), Runnable::run, lastFirst, task -> {})) {
      for (int parallelism : new int[] {1, 2, 7}) {
        assertThat(
                Gzip.compress(
                    PgzipCompressor.parallel(GzipProfile.PGZIP_1_15, executor, parallelism),
                    input,
                    random))
            .isEqualTo(serial);
      }
    }
  }

  @Test
  void noMoreUnitsAreHandedOutThanTwoPerThread() throws IOException {
    AtomicInteger handedOut = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    Executor executor =
        task -> {
          waiting.add(task);
          most.accumulateAndGet(handedOut.incrementAndGet(), Math::max);
        };
    OutputStream below =
        new ByteArrayOutputStream() {
          @Override
          public synchronized void write(byte[] bytes, int from, int count) {
            if (handedOut.get() > 0 && count > 100) {
              handedOut.decrementAndGet();
            }
          }
        };
    try (OutputStream gzip =
        PgzipCompressor.parallel(GzipProfile.PGZIP_1_15, executor, 2).compress(below)) {
      gzip.write(input);
    }
    assertThat(most).hasValue(4);
    assertThat(waiting).hasSize(12);
  }

  @Test
  void whatAWorkerThrowsReachesTheWriter() throws IOException {
    IllegalStateException broken = new IllegalStateException("broken");
    OutputStream gzip =
        PgzipCompressor.parallel(
                GzipProfile.PGZIP_1_15,
                task -> {
                  throw broken;
                },
                2)
            .compress(OutputStream.nullOutputStream());
    assertThatThrownBy(() -> gzip.write(input)).isSameAs(broken);
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> gzip.write(1));
    gzip.close();
  }

  @Test
  void anExecutorThatWasShutDownIsAnErrorOfTheWriter() throws IOException {
    ForkJoinPool pool = new ForkJoinPool(1);
    pool.shutdownNow();
    OutputStream gzip =
        PgzipCompressor.parallel(GzipProfile.PGZIP_1_15, pool, 2)
            .compress(OutputStream.nullOutputStream());
    assertThatThrownBy(() -> gzip.write(input)).isInstanceOf(RejectedExecutionException.class);
    gzip.close();
  }

  @Test
  void afterAnErrorBelowNothingIsWrittenAndNothingIsBegun() throws IOException {
    List<Runnable> waiting = new ArrayList<>();
    IOException full = new IOException("disk full");
    OutputStream below =
        new OutputStream() {
          private int calls;

          @Override
          public void write(int b) {
            throw new AssertionError("a byte alone");
          }

          @Override
          public void write(byte[] bytes, int from, int count) throws IOException {
            assertThat(++calls).isLessThanOrEqualTo(2);
            if (calls == 2) {
              throw full;
            }
          }
        };
    OutputStream gzip =
        PgzipCompressor.parallel(GzipProfile.PGZIP_1_15, waiting::add, 2).compress(below);
    assertThatThrownBy(() -> gzip.write(input)).isSameAs(full);
    gzip.close();
    assertThat(waiting).hasSize(4).allMatch(task -> ((Future<?>) task).isDone());
  }

  @Test
  void anInterruptedWriterSaysSoAndStaysInterrupted() throws Exception {
    Executor begunAtOnce =
        task -> {
          CountDownLatch begun = new CountDownLatch(1);
          new Thread(
                  () -> {
                    begun.countDown();
                    task.run();
                  })
              .start();
          while (begun.getCount() > 0) {
            Thread.onSpinWait();
          }
        };
    byte[] slow = Formula.LETTERS.bytes();
    OutputStream gzip =
        PgzipCompressor.parallel(GzipProfile.PGZIP_1_15, begunAtOnce, 1)
            .compress(OutputStream.nullOutputStream());
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(InterruptedIOException.class)
        .isThrownBy(
            () -> {
              for (int i = 0; i < 10; i++) {
                gzip.write(slow);
              }
            });
    assertThat(Thread.interrupted()).isTrue();
    gzip.close();
  }

  @Test
  void closingTwiceWritesOnceAndLeavesTheStreamBelowOpen() throws IOException {
    ByteArrayOutputStream below =
        new ByteArrayOutputStream() {
          @Override
          public void close() {
            throw new AssertionError("closed");
          }
        };
    OutputStream gzip = PgzipCompressor.serial(GzipProfile.PGZIP_1_15).compress(below);
    gzip.close();
    gzip.close();
    assertThat(below.toByteArray()).hasSize(25);
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> gzip.write(1));
  }

  @Test
  void aParallelismBelowOneIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PgzipCompressor.parallel(GzipProfile.PGZIP_1_15, Runnable::run, 0));
  }
}
