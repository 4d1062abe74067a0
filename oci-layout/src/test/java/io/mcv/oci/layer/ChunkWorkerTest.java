package io.mcv.oci.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class ChunkWorkerTest {
  private static final String NAME = "chunk-worker-under-test";

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 9, 100})
  void chunksAreFilledInOrder(int count) throws IOException {
    int[] made = new int[1];
    ChunkWorker.Work work =
        chunk -> {
          chunk.length = made[0] == count ? -1 : ++made[0];
          return chunk.length > 0;
        };
    try (ChunkWorker worker = ChunkWorker.filling(NAME, work)) {
      Chunk chunk = new Chunk();
      for (int i = 1; i <= count; i++) {
        chunk = worker.exchange(chunk);
        assertThat(chunk.length).isEqualTo(i);
      }
      assertThat(worker.exchange(chunk).length).isEqualTo(-1);
    }
    assertThat(threads()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 9, 100})
  void chunksAreEmptiedInOrderAndAllBeforeTheEnd(int count) throws IOException {
    List<Integer> emptied = Collections.synchronizedList(new ArrayList<>());
    List<Integer> given = new ArrayList<>();
    try (ChunkWorker worker = ChunkWorker.emptying(NAME, chunk -> emptied.add(chunk.length))) {
      Chunk chunk = new Chunk();
      for (int i = 1; i < count; i++) {
        chunk.length = i;
        given.add(i);
        chunk = worker.exchange(chunk);
      }
      chunk.length = count;
      given.add(count);
      worker.finish(chunk);
      assertThat(emptied).isEqualTo(given);
    }
    assertThat(threads()).isEmpty();
  }

  @Test
  void whatFailsOnTheThreadIsThrownToTheOwnerAfterWhatWentWell() throws IOException {
    IOException failure = new ContentChangedException("file");
    int[] made = new int[1];
    ChunkWorker.Work work =
        chunk -> {
          if (made[0]++ == 3) {
            throw failure;
          }
          return true;
        };
    try (ChunkWorker worker = ChunkWorker.filling(NAME, work)) {
      Chunk chunk = worker.exchange(worker.exchange(worker.exchange(new Chunk())));
      assertThatThrownBy(() -> worker.exchange(chunk)).isSameAs(failure);
    }
    assertThat(threads()).isEmpty();
  }

  @Test
  void aFailureWhileTheLastChunksAreEmptiedIsThrownAtTheEnd() {
    ChunkWorker.Work work =
        chunk -> {
          throw new IllegalStateException("broken");
        };
    try (ChunkWorker worker = ChunkWorker.emptying(NAME, work)) {
      assertThatThrownBy(() -> worker.finish(new Chunk()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("broken");
    }
    assertThat(threads()).isEmpty();
  }

  @Test
  void anOwnerThatWaitsCanBeInterrupted() {
    CountDownLatch never = new CountDownLatch(1);
    ChunkWorker.Work work =
        chunk -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            return false;
          }
          return true;
        };
    try (ChunkWorker worker = ChunkWorker.filling(NAME, work)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> worker.exchange(new Chunk()))
          .isInstanceOf(InterruptedIOException.class);
    }
    assertThat(Thread.interrupted()).isTrue();
    assertThat(threads()).isEmpty();
  }

  private static List<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(NAME))
        .toList();
  }
}
