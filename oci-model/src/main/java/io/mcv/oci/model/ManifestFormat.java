package io.mcv.oci.model;

/** The two families of documents that describe the same images. */
public enum ManifestFormat {
  /** image-spec's. */
  OCI("oci", MediaType.OCI_MANIFEST, MediaType.OCI_INDEX, MediaType.OCI_CONFIG),

  /** Docker's schema 2. */
  DOCKER("v2s2", MediaType.DOCKER_MANIFEST, MediaType.DOCKER_LIST, MediaType.DOCKER_CONFIG);

  private final String id;
  private final MediaType manifest;
  private final MediaType index;
  private final MediaType config;

  ManifestFormat(String id, MediaType manifest, MediaType index, MediaType config) {
    this.id = id;
    this.manifest = manifest;
    this.index = index;
    this.config = config;
  }

  /**
   * The family of a manifest or an index.
   *
   * @throws IllegalArgumentException if the type is that of something else
   */
  public static ManifestFormat of(MediaType manifestOrIndex) {
    for (ManifestFormat format : values()) {
      if (manifestOrIndex.equals(format.manifest) || manifestOrIndex.equals(format.index)) {
        return format;
      }
    }
    throw new IllegalArgumentException(manifestOrIndex + " is not the type of a manifest");
  }

  /**
   * Reads a name of skopeo's: {@code oci} or {@code v2s2}.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static ManifestFormat parse(String id) {
    for (ManifestFormat format : values()) {
      if (format.id.equals(id)) {
        return format;
      }
    }
    throw new IllegalArgumentException("the format of an image is oci or v2s2");
  }

  /** The type of an image's manifest. */
  public MediaType manifest() {
    return manifest;
  }

  /** The type of an index of several images. */
  public MediaType index() {
    return index;
  }

  /** The type of an image's configuration. */
  public MediaType config() {
    return config;
  }

  /** What skopeo calls it. */
  @Override
  public String toString() {
    return id;
  }
}
