package io.mcv.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FileWritersTest {

  @Test
  void everythingIsWrittenWhenItIsFinishedAndNoThreadIsLeft() throws Exception {
    AtomicInteger written = new AtomicInteger();
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    try (FileWriters writers = new FileWriters()) {
      for (int i = 0; i < 1000; i++) {
        writers.submit(
            () -> {
              threads.add(Thread.currentThread());
              written.incrementAndGet();
            });
      }
      writers.finish();
      assertThat(written).hasValue(1000);
    }
    threads.remove(Thread.currentThread());
    assertThat(threads).isNotEmpty().hasSizeLessThanOrEqualTo(2);
    for (Thread thread : threads) {
      thread.join(); // it has left its work; the last steps of a thread take a moment
    }
  }

  @Test
  void theFirstFailureIsThrownAsItWas() throws IOException {
    IOException failure = new FileAlreadyExistsException("file");
    try (FileWriters writers = new FileWriters()) {
      writers.submit(
          () -> {
            throw failure;
          });
      assertThatThrownBy(writers::finish).isSameAs(failure);
    }
  }

  @Test
  void nothingMoreIsTakenAfterAFailure() {
    IOException failure = new IOException("no space left on device");
    try (FileWriters writers = new FileWriters()) {
      assertThatThrownBy(
              () -> {
                while (true) {
                  writers.submit(
                      () -> {
                        throw failure;
                      });
                }
              })
          .isSameAs(failure);
    }
  }

  @Test
  void whoWaitsForTheEndCanBeInterrupted() throws IOException {
    CountDownLatch never = new CountDownLatch(1);
    try (FileWriters writers = new FileWriters()) {
      writers.submit(
          () -> {
            try {
              never.await();
            } catch (InterruptedException e) {
              throw new InterruptedIOException();
            }
          });
      Thread.currentThread().interrupt();
      assertThatThrownBy(writers::finish).isInstanceOf(InterruptedIOException.class);
    }
    assertThat(Thread.interrupted()).isTrue();
  }
}
