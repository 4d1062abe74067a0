package io.mcv.oci.registry;

import java.time.Duration;

/** Waits between two tries. */
@FunctionalInterface
interface Pause {
  /** Lets the thread sleep. */
  Pause SLEEP = time -> Thread.sleep(time.toMillis());

  /** Waits this long. */
  void of(Duration time) throws InterruptedException;
}
