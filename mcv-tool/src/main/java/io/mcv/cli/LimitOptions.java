package io.mcv.cli;

import io.mcv.oci.layer.LayerLimits;

/** What the layers of an image may hold. */
final class LimitOptions {
  private final Flag<Long> maxEntries;
  private final SizeLimits sizes;
  private final Flag<Integer> maxPath;
  private final Flag<Integer> maxName;
  private final Flag<Integer> maxHeader;

  LimitOptions(Flags flags) {
    maxEntries =
        flags.value(
            Long.class, "--max-entries", "N", "Files and folders in all layers (default: 200000).");
    sizes = new SizeLimits(flags);
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
    LayerLimits limits = sizes.applyTo(LayerLimits.DEFAULT);
    try {
      return given(limits);
    } catch (IllegalArgumentException e) {
      throw SizeLimits.notPositive(e);
    }
  }

  private LayerLimits given(LayerLimits limits) {
    return limits
        .withMaxEntries(maxEntries.or(limits.maxEntries()))
        .withMaxPathBytes(maxPath.or(limits.maxPathBytes()))
        .withMaxNameBytes(maxName.or(limits.maxNameBytes()))
        .withMaxHeaderBytes(maxHeader.or(limits.maxHeaderBytes()));
  }
}
