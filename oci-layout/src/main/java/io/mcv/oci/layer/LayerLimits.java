package io.mcv.oci.layer;

/**
 * How much an image may ask of whoever reads its layers.
 *
 * @param maxEntries entries of all layers of an image
 * @param maxPathBytes bytes of a path or a link target, in UTF-8
 * @param maxNameBytes bytes of one component of a path
 * @param maxHeaderBytes bytes of PAX records, or of a GNU long name, before one entry
 * @param maxUnpackedBytes bytes of the tars of all layers of an image
 * @param maxRatio times that a layer may grow when it is decompressed
 * @param ratioFreeBytes bytes of a layer's tar up to which {@code maxRatio} does not count
 * @param maxZstdWindowLog binary logarithm of the memory that a zstd frame may ask for, 10 to 30
 */
public record LayerLimits(
    long maxEntries,
    int maxPathBytes,
    int maxNameBytes,
    int maxHeaderBytes,
    long maxUnpackedBytes,
    long maxRatio,
    long ratioFreeBytes,
    int maxZstdWindowLog) {

  private static final long DEFAULT_MAX_ENTRIES = 200_000;

  /** {@code PATH_MAX} of Linux. */
  private static final int DEFAULT_MAX_PATH_BYTES = 4096;

  /** {@code NAME_MAX} of Linux. */
  private static final int DEFAULT_MAX_NAME_BYTES = 255;

  /** What Go's {@code archive/tar} reads at most. */
  private static final int DEFAULT_MAX_HEADER_BYTES = 1 << 20;

  private static final long DEFAULT_MAX_UNPACKED_BYTES = 64L << 30;
  private static final long DEFAULT_MAX_RATIO = 200;
  private static final long DEFAULT_RATIO_FREE_BYTES = 64L << 20;

  /** 128 MiB, what the zstd command accepts without being asked for more. */
  private static final int DEFAULT_MAX_ZSTD_WINDOW_LOG = 27;

  /** Room for every cache there is, and little for an attack. */
  public static final LayerLimits DEFAULT =
      new LayerLimits(
          DEFAULT_MAX_ENTRIES,
          DEFAULT_MAX_PATH_BYTES,
          DEFAULT_MAX_NAME_BYTES,
          DEFAULT_MAX_HEADER_BYTES,
          DEFAULT_MAX_UNPACKED_BYTES,
          DEFAULT_MAX_RATIO,
          DEFAULT_RATIO_FREE_BYTES,
          DEFAULT_MAX_ZSTD_WINDOW_LOG);

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is not positive, or the window is out of range
   */
  public LayerLimits {
    if (maxEntries <= 0
        || maxPathBytes <= 0
        || maxNameBytes <= 0
        || maxHeaderBytes <= 0
        || maxUnpackedBytes <= 0
        || maxRatio <= 0
        || ratioFreeBytes < 0) {
      throw new IllegalArgumentException("a limit of layers is not positive");
    }
    if (maxZstdWindowLog < 10 || maxZstdWindowLog > 30) {
      throw new IllegalArgumentException("a zstd window is within 2^10 and 2^30 bytes");
    }
  }

  /** The same with another number of entries. */
  public LayerLimits withMaxEntries(long value) {
    return new LayerLimits(
        value,
        maxPathBytes,
        maxNameBytes,
        maxHeaderBytes,
        maxUnpackedBytes,
        maxRatio,
        ratioFreeBytes,
        maxZstdWindowLog);
  }

  /** The same with another length of paths. */
  public LayerLimits withMaxPathBytes(int value) {
    return new LayerLimits(
        maxEntries,
        value,
        maxNameBytes,
        maxHeaderBytes,
        maxUnpackedBytes,
        maxRatio,
        ratioFreeBytes,
        maxZstdWindowLog);
  }

  /** The same with another length of path components. */
  public LayerLimits withMaxNameBytes(int value) {
    return new LayerLimits(
        maxEntries,
        maxPathBytes,
        value,
        maxHeaderBytes,
        maxUnpackedBytes,
        maxRatio,
        ratioFreeBytes,
        maxZstdWindowLog);
  }

  /** The same with another size of header records. */
  public LayerLimits withMaxHeaderBytes(int value) {
    return new LayerLimits(
        maxEntries,
        maxPathBytes,
        maxNameBytes,
        value,
        maxUnpackedBytes,
        maxRatio,
        ratioFreeBytes,
        maxZstdWindowLog);
  }

  /** The same with another unpacked size. */
  public LayerLimits withMaxUnpackedBytes(long value) {
    return new LayerLimits(
        maxEntries,
        maxPathBytes,
        maxNameBytes,
        maxHeaderBytes,
        value,
        maxRatio,
        ratioFreeBytes,
        maxZstdWindowLog);
  }

  /** The same with another ratio. */
  public LayerLimits withMaxRatio(long value) {
    return new LayerLimits(
        maxEntries,
        maxPathBytes,
        maxNameBytes,
        maxHeaderBytes,
        maxUnpackedBytes,
        value,
        ratioFreeBytes,
        maxZstdWindowLog);
  }

  /** The same with another size below which the ratio does not count. */
  public LayerLimits withRatioFreeBytes(long value) {
    return new LayerLimits(
        maxEntries,
        maxPathBytes,
        maxNameBytes,
        maxHeaderBytes,
        maxUnpackedBytes,
        maxRatio,
        value,
        maxZstdWindowLog);
  }

  /** The same with another zstd window. */
  public LayerLimits withMaxZstdWindowLog(int value) {
    return new LayerLimits(
        maxEntries,
        maxPathBytes,
        maxNameBytes,
        maxHeaderBytes,
        maxUnpackedBytes,
        maxRatio,
        ratioFreeBytes,
        value);
  }
}
