package io.mcv.oci.layer;

import io.mcv.oci.model.LimitExceededException;

/**
 * What the layers of one image have used of its {@link LayerLimits}: make one for an image and open
 * each of its layers with it. For one thread at a time.
 */
public final class LayerBudget {
  private final LayerLimits limits;
  private long entries;
  private long unpackedBytes;

  /** Nothing used yet. */
  public LayerBudget(LayerLimits limits) {
    this.limits = limits;
  }

  /** The limits it holds to. */
  public LayerLimits limits() {
    return limits;
  }

  void countEntry() throws LimitExceededException {
    if (++entries > limits.maxEntries()) {
      throw new LimitExceededException(
          "the layers of the image have more than "
              + limits.maxEntries()
              + " entries; if that is meant to be, raise --max-entries",
          limits.maxEntries());
    }
  }

  void countUnpacked(int bytes) throws LimitExceededException {
    unpackedBytes += bytes;
    if (unpackedBytes > limits.maxUnpackedBytes()) {
      throw new LimitExceededException(
          "the layers of the image unpack to more than "
              + limits.maxUnpackedBytes()
              + " bytes; if that is meant to be, raise --max-unpacked",
          limits.maxUnpackedBytes());
    }
  }
}
