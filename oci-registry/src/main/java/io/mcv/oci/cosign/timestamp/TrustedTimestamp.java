package io.mcv.oci.cosign.timestamp;

import java.time.Instant;

/**
 * A timestamp after it was verified.
 *
 * @param time when the signature was there
 * @param authority who says so, for people
 */
public record TrustedTimestamp(Instant time, String authority) {}
