package io.mcv.cli;

import io.mcv.oci.layer.LayerLimits;

/** What the layers of an image may hold. */
final class LimitOptions {
  private final Flag<Long> maxEntries;
  private final Flag<Long> maxUnpacked;
  private final Flag<Long> maxRatio;
  private final Flag<Integer> maxPath;
  private final Flag<Integer> maxName;
  private final Flag<Integer> maxHeader;

  LimitOptions(Flags flags) {
    maxEntries =
        flags.value(
            Long.class, "--max-entries", "N", "Files and folders in all layers (default: 200000).");
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
    maxPath =
        flags.value(Integer.class, "--max-path", "BYTES", "Length of a path (default: 4096).");
    maxName =
        flags.value(
            Integer.class, "--max-name", "BYTES", "Length of one name of a path (default: 255).");
    maxHeader =
        flags.value(
            Integer.class,
            "--max-header",
            "BYTES",
            "Records before an entry, such as PAX's (default: 1 MiB).");
  }

  /**
   * The default limits, but for those that were given.
   *
   * @throws UsageException if one is not positive
   */
  LayerLimits limits() {
    try {
      return given();
    } catch (IllegalArgumentException e) {
      throw new UsageException("every limit must be at least 1: " + e.getMessage());
    }
  }

  private LayerLimits given() {
    LayerLimits limits = LayerLimits.DEFAULT;
    return limits
        .withMaxEntries(maxEntries.or(limits.maxEntries()))
        .withMaxUnpackedBytes(maxUnpacked.or(limits.maxUnpackedBytes()))
        .withMaxRatio(maxRatio.or(limits.maxRatio()))
        .withMaxPathBytes(maxPath.or(limits.maxPathBytes()))
        .withMaxNameBytes(maxName.or(limits.maxNameBytes()))
        .withMaxHeaderBytes(maxHeader.or(limits.maxHeaderBytes()));
  }
}
