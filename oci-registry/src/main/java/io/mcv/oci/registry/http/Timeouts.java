package io.mcv.oci.registry.http;

import java.time.Duration;

/**
 * How long a server is waited for.
 *
 * @param connect for a connection to be made
 * @param silence between two bytes, and for the answer to a request
 * @param exchange for a whole exchange that carries no blob
 */
public record Timeouts(Duration connect, Duration silence, Duration exchange) {
  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(15);
  private static final int EXCHANGE_FACTOR = 2;

  /** 15 seconds, one minute, two minutes. */
  public static final Timeouts DEFAULT = ofSilence(Duration.ofSeconds(60));

  /**
   * Checks them.
   *
   * @throws IllegalArgumentException if one is not positive
   */
  public Timeouts {
    if (connect.toMillis() <= 0 || silence.toMillis() <= 0 || exchange.toMillis() <= 0) {
      throw new IllegalArgumentException("a timeout is a positive time");
    }
  }

  /**
   * All of them from the silence that is borne: up to 15 seconds to connect, twice as long for a
   * whole exchange.
   */
  public static Timeouts ofSilence(Duration silence) {
    Duration connect = silence.compareTo(LONGEST_CONNECT) < 0 ? silence : LONGEST_CONNECT;
    return new Timeouts(connect, silence, silence.multipliedBy(EXCHANGE_FACTOR));
  }
}
