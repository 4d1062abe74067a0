package io.mcv.oci.registry;

import io.mcv.oci.registry.http.ConnectionException;
import io.mcv.oci.registry.http.RetryPolicy;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The tries of one step. For one thread. */
final class Attempts {
  private final RetryPolicy policy;
  private final Pause pause;
  private final Consumer<String> info;
  private int failures;

  /**
   * A step that has not been tried yet.
   *
   * @param info is told of each try that is repeated
   */
  Attempts(RetryPolicy policy, Pause pause, Consumer<String> info) {
    this.policy = policy;
    this.pause = pause;
    this.info = info;
  }

  /**
   * Waits until it may be tried again.
   *
   * @throws IOException the failure, where another try would not help or none is left
   */
  void failed(IOException failure) throws IOException {
    failures++;
    if (failures > policy.times() || !isPassing(failure)) {
      throw failure;
    }
    String retryAfter = failure instanceof RegistryAnswerException a ? a.retryAfter() : null;
    Duration wait = policy.before(failures, retryAfter, Instant.now());
    info.accept(
        failure.getMessage()
            + "; trying again in "
            + wait.toMillis()
            + " ms ("
            + failures
            + " of "
            + policy.times()
            + ")");
    try {
      pause.of(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException interrupted =
          new InterruptedIOException("interrupted while waiting for another try");
      interrupted.initCause(failure);
      throw interrupted;
    }
  }

  /** Something was gained since the last failure: what failed before does not count. */
  void progressed() {
    failures = 0;
  }

  /** Whether another try may go better. */
  static boolean isPassing(@Nullable IOException failure) {
    if (failure instanceof RegistryAnswerException answer) {
      return RetryPolicy.isPassing(answer.status());
    }
    Throwable cause = failure instanceof RegistryConnectionException ? failure.getCause() : failure;
    return cause instanceof ConnectionException connection && connection.isPassing();
  }
}
