package io.mcv.oci.layer;

/**
 * What the layers of one image have used of its {@link LayerLimits}: make one for an image and open
 * each of its layers with it. For one thread at a time.
 */
public final class LayerBudget {
  /** Characters of all names and link targets of an image, with names of attributes and owners. */
  public static final long MAX_NAMES_LENGTH = 64L << 20;

  private final LayerLimits limits;
  private long entries;
  private long namesLength;
  private long unpackedBytes;

  /** Nothing used yet. */
  public LayerBudget(LayerLimits limits) {
    this.limits = limits;
  }

  /** The limits it holds to. */
  public LayerLimits limits() {
    return limits;
  }

  void countEntry() throws LayerLimitException {
    if (++entries > limits.maxEntries()) {
      throw LayerLimitException.of(
          LayerFault.MANY_ENTRIES,
          "the layers of the image have more than " + limits.maxEntries() + " entries",
          limits.maxEntries(),
          "--max-entries");
    }
  }

  void countNames(long length) throws LayerLimitException {
    namesLength += length;
    if (namesLength > MAX_NAMES_LENGTH) {
      throw LayerLimitException.fixed(
          LayerFault.MANY_NAMES,
          "the names in the layers of the image have more than " + MAX_NAMES_LENGTH + " characters",
          MAX_NAMES_LENGTH);
    }
  }

  void countUnpacked(int bytes) throws LayerLimitException {
    unpackedBytes += bytes;
    if (unpackedBytes > limits.maxUnpackedBytes()) {
      throw LayerLimitException.of(
          LayerFault.EXPANSION,
          "the layers of the image unpack to more than " + limits.maxUnpackedBytes() + " bytes",
          limits.maxUnpackedBytes(),
          "--max-unpacked");
    }
  }
}
