package io.mcv.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

class RequirementTest {
  private static final Class<?> EXPECTED =
      "1".equals(System.getenv("MCV_REQUIRE_PEERS"))
          ? AssertionFailedError.class
          : TestAbortedException.class;

  @Test
  void shared_data_that_is_not_there_ends_the_test_with_a_reason() {
    assertThat(catchThrowable(() -> SharedData.require("no/such/data")))
        .isInstanceOf(EXPECTED)
        .hasMessageContaining("shared/data/no/such/data");
  }

  @Test
  void a_peer_that_is_not_there_ends_the_test_with_a_reason() {
    assertThat(catchThrowable(() -> Peer.require("no-such-peer")))
        .isInstanceOf(EXPECTED)
        .hasMessageContaining("no-such-peer");
    assertThat(catchThrowable(() -> Peer.newer("no-such-peer")))
        .isInstanceOf(EXPECTED)
        .hasMessageContaining("no-such-peer");
  }
}
