package io.mcv.oci.cosign.key;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When something may be used. Both ends belong to it.
 *
 * @param start null where there is none
 * @param end null where there is none
 */
public record ValidityPeriod(@Nullable Instant start, @Nullable Instant end) {
  /** At any time. */
  public static final ValidityPeriod ALWAYS = new ValidityPeriod(null, null);

  /** Whether a moment is in it. */
  public boolean contains(Instant time) {
    return (start == null || !time.isBefore(start)) && (end == null || !time.isAfter(end));
  }

  @Override
  public String toString() {
    return start + " to " + (end == null ? "now" : end);
  }
}
