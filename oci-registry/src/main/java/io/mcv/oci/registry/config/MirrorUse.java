package io.mcv.oci.registry.config;

import io.mcv.oci.reference.ImageName;

/** Key {@code pull-from-mirror}: for which images a mirror is asked. */
enum MirrorUse {
  ALL("all"),
  DIGEST_ONLY("digest-only"),
  TAG_ONLY("tag-only");

  private final String key;

  MirrorUse(String key) {
    this.key = key;
  }

  /** As it stands in the file. */
  String key() {
    return key;
  }

  /** A name with tag and digest counts as one with a digest: that decides what is fetched. */
  boolean appliesTo(ImageName name) {
    return switch (this) {
      case ALL -> true;
      case DIGEST_ONLY -> name.digest() != null;
      case TAG_ONLY -> name.digest() == null;
    };
  }
}
