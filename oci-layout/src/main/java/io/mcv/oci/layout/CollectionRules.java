package io.mcv.oci.layout;

import java.time.Duration;

/**
 * What {@link OciLayout#collect} takes away.
 *
 * @param unusedFor how long a blob that no image refers to must have been there, or not been used,
 *     to go
 * @param unnamedImages whether images without a name go too, by the same rule; those that refer to
 *     an image that stays, as signatures do, stay
 * @param dryRun whether it is only told what would go
 * @param patience how long to wait until nobody writes to the layout
 */
public record CollectionRules(
    Duration unusedFor, boolean unnamedImages, boolean dryRun, Duration patience) {

  /** Blobs that nobody used for a day; a minute of patience. */
  public static final CollectionRules DEFAULT =
      new CollectionRules(Duration.ofHours(24), false, false, Duration.ofMinutes(1));

  /** Checks the times. */
  public CollectionRules {
    if (unusedFor.isNegative() || patience.isNegative()) {
      throw new IllegalArgumentException("a time is negative");
    }
  }

  /** The same with this time without use. */
  public CollectionRules withUnusedFor(Duration time) {
    return new CollectionRules(time, unnamedImages, dryRun, patience);
  }

  /** The same with or without images that have no name. */
  public CollectionRules withUnnamedImages(boolean wanted) {
    return new CollectionRules(unusedFor, wanted, dryRun, patience);
  }

  /** The same, for show or in earnest. */
  public CollectionRules withDryRun(boolean wanted) {
    return new CollectionRules(unusedFor, unnamedImages, wanted, patience);
  }

  /** The same with this time to wait. */
  public CollectionRules withPatience(Duration time) {
    return new CollectionRules(unusedFor, unnamedImages, dryRun, time);
  }
}
