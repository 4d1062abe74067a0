package io.mcv.gpu.process;

import java.time.Duration;

/**
 * A moment by which all must be done.
 *
 * @param nanos on the clock of {@link System#nanoTime}
 * @param allowed how long there was in all
 */
public record Deadline(long nanos, Duration allowed) {
  /** So long from now. */
  public static Deadline in(Duration allowed) {
    return new Deadline(System.nanoTime() + allowed.toNanos(), allowed);
  }

  /** Half of what is left. */
  Deadline half() {
    return new Deadline(nanos - left().toNanos() / 2, allowed);
  }

  /** How long there is; zero if it has passed. */
  Duration left() {
    return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
  }
}
