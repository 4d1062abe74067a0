package io.mcv.client.candidate;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ProcessMarkTest {
  @Test
  @Timeout(30)
  void whatCannotBeEndedIsToldAndNotWaitedForForEver() throws Exception {
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    assertThatThrownBy(
            () -> ProcessMark.endAll(() -> List.of(ended.toHandle()), Duration.ofMillis(50)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("process " + ended.pid() + " still runs");
  }
}
