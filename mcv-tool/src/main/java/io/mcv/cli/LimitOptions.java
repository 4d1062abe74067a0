package io.mcv.cli;

import io.mcv.oci.layer.LayerLimits;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the layers of an image may hold. */
final class LimitOptions {
  @Option(
      names = "--max-entries",
      paramLabel = "N",
      description = "Files and folders in all layers (default: 200000).")
  private @Nullable Long maxEntries;

  @Option(
      names = "--max-unpacked",
      paramLabel = "BYTES",
      description = "Bytes of all layers, unpacked (default: 64 GiB).")
  private @Nullable Long maxUnpacked;

  @Option(
      names = "--max-ratio",
      paramLabel = "N",
      description = "How many times a layer over 64 MiB may grow (default: 200).")
  private @Nullable Long maxRatio;

  @Option(
      names = "--max-path",
      paramLabel = "BYTES",
      description = "Length of a path (default: 4096).")
  private @Nullable Integer maxPath;

  @Option(
      names = "--max-name",
      paramLabel = "BYTES",
      description = "Length of one name of a path (default: 255).")
  private @Nullable Integer maxName;

  @Option(
      names = "--max-header",
      paramLabel = "BYTES",
      description = "Records before an entry, such as PAX's (default: 1 MiB).")
  private @Nullable Integer maxHeader;

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
    if (maxEntries != null) {
      limits = limits.withMaxEntries(maxEntries);
    }
    if (maxUnpacked != null) {
      limits = limits.withMaxUnpackedBytes(maxUnpacked);
    }
    if (maxRatio != null) {
      limits = limits.withMaxRatio(maxRatio);
    }
    if (maxPath != null) {
      limits = limits.withMaxPathBytes(maxPath);
    }
    if (maxName != null) {
      limits = limits.withMaxNameBytes(maxName);
    }
    if (maxHeader != null) {
      limits = limits.withMaxHeaderBytes(maxHeader);
    }
    return limits;
  }
}
