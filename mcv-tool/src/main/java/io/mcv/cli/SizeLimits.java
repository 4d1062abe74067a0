package io.mcv.cli;

import io.mcv.oci.layer.LayerLimits;

/** How large layers may become when they are unpacked. */
final class SizeLimits {
  private final Flag<Long> maxUnpacked;
  private final Flag<Long> maxRatio;

  SizeLimits(Flags flags) {
    maxUnpacked =
        flags.value(
            Long.class,
            "--max-unpacked",
            "BYTES",
            "Bytes of all layers, unpacked (default: 64 GiB).");
    maxRatio =
        flags.value(
            Long.class,
            "--max-ratio",
            "N",
            "How many times a layer over 64 MiB may grow (default: 200).");
  }

  /**
   * These limits, but for those that were given.
   *
   * @throws UsageException if one is not positive
   */
  LayerLimits applyTo(LayerLimits limits) {
    try {
      return limits
          .withMaxUnpackedBytes(maxUnpacked.or(limits.maxUnpackedBytes()))
          .withMaxRatio(maxRatio.or(limits.maxRatio()));
    } catch (IllegalArgumentException e) {
      throw notPositive(e);
    }
  }

  static UsageException notPositive(IllegalArgumentException reason) {
    return new UsageException("every limit must be at least 1: " + reason.getMessage());
  }
}
