package io.mcv.oci.model;

import org.jspecify.annotations.Nullable;

/**
 * A media type without parameters, as descriptors carry it.
 *
 * <p>Any non-empty text without spaces and control characters is let through: images in the wild
 * hold types that no registry of types knows, and an unknown type is not an error until somebody
 * asks for its content.
 *
 * @param value for example {@code application/vnd.oci.image.manifest.v1+json}
 * @see <a
 *     href="https://github.com/opencontainers/image-spec/blob/v1.1.0/media-types.md">media-types.md</a>
 */
public record MediaType(String value) {
  /** OCI image manifest. */
  public static final MediaType OCI_MANIFEST =
      new MediaType("application/vnd.oci.image.manifest.v1+json");

  /** OCI image index. */
  public static final MediaType OCI_INDEX =
      new MediaType("application/vnd.oci.image.index.v1+json");

  /** OCI image configuration. */
  public static final MediaType OCI_CONFIG =
      new MediaType("application/vnd.oci.image.config.v1+json");

  /** OCI layer, a plain tar. */
  public static final MediaType OCI_LAYER_TAR =
      new MediaType("application/vnd.oci.image.layer.v1.tar");

  /** OCI layer, a tar in gzip. */
  public static final MediaType OCI_LAYER_TAR_GZIP =
      new MediaType("application/vnd.oci.image.layer.v1.tar+gzip");

  /** OCI layer, a tar in zstd. */
  public static final MediaType OCI_LAYER_TAR_ZSTD =
      new MediaType("application/vnd.oci.image.layer.v1.tar+zstd");

  /** The empty JSON object {@code {}}, two bytes. */
  public static final MediaType OCI_EMPTY = new MediaType("application/vnd.oci.empty.v1+json");

  /** Docker image manifest, version 2, schema 2. */
  public static final MediaType DOCKER_MANIFEST =
      new MediaType("application/vnd.docker.distribution.manifest.v2+json");

  /** Docker manifest list, the index of schema 2. */
  public static final MediaType DOCKER_LIST =
      new MediaType("application/vnd.docker.distribution.manifest.list.v2+json");

  /** Docker image configuration. */
  public static final MediaType DOCKER_CONFIG =
      new MediaType("application/vnd.docker.container.image.v1+json");

  /** Docker layer, a plain tar. */
  public static final MediaType DOCKER_LAYER_TAR =
      new MediaType("application/vnd.docker.image.rootfs.diff.tar");

  /** Docker layer, a tar in gzip. */
  public static final MediaType DOCKER_LAYER_TAR_GZIP =
      new MediaType("application/vnd.docker.image.rootfs.diff.tar.gzip");

  /** Docker manifest of schema 1, refused with a clear error. */
  public static final MediaType DOCKER_SCHEMA1 =
      new MediaType("application/vnd.docker.distribution.manifest.v1+json");

  /** Signed docker manifest of schema 1, refused with a clear error. */
  public static final MediaType DOCKER_SCHEMA1_SIGNED =
      new MediaType("application/vnd.docker.distribution.manifest.v1+prettyjws");

  /**
   * Checks the text.
   *
   * @throws IllegalArgumentException if it is empty or holds a space or a control character
   */
  public MediaType {
    if (value.isEmpty() || value.chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
      throw new IllegalArgumentException("not a media type");
    }
  }

  /** Whether this is an index: a list of manifests, in OCI's or docker's form. */
  public boolean isIndex() {
    return equals(OCI_INDEX) || equals(DOCKER_LIST);
  }

  /** Whether this is the manifest of one image, in OCI's or docker's form. */
  public boolean isManifest() {
    return equals(OCI_MANIFEST) || equals(DOCKER_MANIFEST);
  }

  /** Written out: what the compiler makes for records is slow to start. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof MediaType that && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return value;
  }
}
