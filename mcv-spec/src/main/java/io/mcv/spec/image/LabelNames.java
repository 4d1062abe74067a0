package io.mcv.spec.image;

import io.mcv.spec.CacheKind;

/** The names of labels, as the format spells them. */
public final class LabelNames {
  /** The name of the image. */
  public static final String TITLE = "org.opencontainers.image.title";

  /** What the names of all labels for KServe start with. */
  public static final String KSERVE_PREFIX = "io.kserve.km/";

  /** What uses the cache. */
  public static final String KSERVE_FRAMEWORK = KSERVE_PREFIX + "framework";

  /** What made the cache. */
  public static final String KSERVE_CACHE_TYPE = KSERVE_PREFIX + "cache-type";

  /** The names of the hash folders. */
  public static final String KSERVE_CACHE_HASH = KSERVE_PREFIX + "cache-hash";

  /** The folder below the cache folder that is mounted. */
  public static final String KSERVE_MOUNT_SUBPATH = KSERVE_PREFIX + "cache-mount-subpath";

  /** The variable that names the root of the cache, and its value. */
  public static final String KSERVE_ROOT_ENV = KSERVE_PREFIX + "cache-root-env";

  /** JSON: the mounts, where there are several. */
  public static final String KSERVE_MOUNTS = KSERVE_PREFIX + "cache-mounts";

  private LabelNames() {}

  /** How many kernels or hash folders there are. */
  public static String entryCount(CacheKind kind) {
    return kind.labelPrefix() + "/entry-count";
  }

  /** The sizes of all files added up. */
  public static String sizeBytes(CacheKind kind) {
    return kind.labelPrefix() + "/cache-size-bytes";
  }

  /** JSON: the targets. */
  public static String summary(CacheKind kind) {
    return kind.labelPrefix() + "/summary";
  }

  /** The forms of the hash folders. */
  public static String format(CacheKind kind) {
    return kind.labelPrefix() + "/format";
  }

  /** JSON: the kernels, in the oldest generations. */
  public static String metadata(CacheKind kind) {
    return kind.labelPrefix() + "/metadata";
  }

  /** How the cache is stored, in the oldest generations. */
  public static String variant(CacheKind kind) {
    return kind.labelPrefix() + "/variant";
  }
}
