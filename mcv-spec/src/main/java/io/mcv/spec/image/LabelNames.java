package io.mcv.spec.image;

import io.mcv.spec.CacheKind;

/** The names of labels, as the format spells them. */
final class LabelNames {
  static final String TITLE = "org.opencontainers.image.title";
  static final String KSERVE_PREFIX = "io.kserve.km/";
  static final String KSERVE_FRAMEWORK = KSERVE_PREFIX + "framework";
  static final String KSERVE_CACHE_TYPE = KSERVE_PREFIX + "cache-type";
  static final String KSERVE_CACHE_HASH = KSERVE_PREFIX + "cache-hash";
  static final String KSERVE_MOUNT_SUBPATH = KSERVE_PREFIX + "cache-mount-subpath";
  static final String KSERVE_ROOT_ENV = KSERVE_PREFIX + "cache-root-env";
  static final String KSERVE_MOUNTS = KSERVE_PREFIX + "cache-mounts";

  private LabelNames() {}

  static String entryCount(CacheKind kind) {
    return kind.labelPrefix() + "/entry-count";
  }

  static String sizeBytes(CacheKind kind) {
    return kind.labelPrefix() + "/cache-size-bytes";
  }

  static String summary(CacheKind kind) {
    return kind.labelPrefix() + "/summary";
  }

  static String format(CacheKind kind) {
    return kind.labelPrefix() + "/format";
  }

  static String metadata(CacheKind kind) {
    return kind.labelPrefix() + "/metadata";
  }

  static String variant(CacheKind kind) {
    return kind.labelPrefix() + "/variant";
  }
}
