package io.mcv.testing;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** What a test needs of its host: without it the test is skipped, or fails where all must run. */
final class Requirement {
  private Requirement() {}

  /**
   * Ends the test.
   *
   * @param reason what is missing, and how to get it
   */
  static RuntimeException missing(String reason) {
    if ("1".equals(System.getenv("MCV_REQUIRE_PEERS"))) {
      Assertions.fail(reason + " (MCV_REQUIRE_PEERS=1)");
    }
    Assumptions.abort(reason);
    return new IllegalStateException("unreachable: both calls above throw");
  }
}
