package io.mcv.oci.registry.engine;

import java.time.Duration;

/**
 * How long an engine is waited for.
 *
 * @param silence between two bytes; also for a connection, and for the answer to a request
 * @param exchange for a whole exchange
 */
record Deadlines(Duration silence, Duration exchange) {
  /** For an engine of this host that was asked for: it must be there, and say so, at once. */
  private static final Deadlines GREETING = within(Duration.ofMillis(1500));

  /** For one that is reached over a network, and maybe in TLS. */
  private static final Deadlines FAR_GREETING = within(Duration.ofSeconds(10));

  /** For what an engine knows by heart. */
  static final Deadlines QUESTION = within(Duration.ofSeconds(30));

  /** For images: podman packs one, or unpacks it, as a whole before it says the first byte. */
  static final Deadlines TRANSFER = new Deadlines(Duration.ofMinutes(15), Duration.ofDays(1));

  /** For an engine that must say that it is there. */
  static Deadlines ofGreeting(EngineAddress address) {
    return address instanceof EngineAddress.UnixSocket ? GREETING : FAR_GREETING;
  }

  static Deadlines within(Duration exchange) {
    return new Deadlines(exchange, exchange);
  }
}
