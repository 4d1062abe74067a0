package io.mcv.oci.model;

import java.util.Optional;

/**
 * A layer as its media type tells it.
 *
 * <table>
 * <caption>Media types; zstd is OCI's alone</caption>
 * <tr><th></th><th>OCI</th><th>docker schema 2</th></tr>
 * <tr><td>layer</td>
 *   <td>{@code application/vnd.oci.image.layer.v1.tar[+gzip|+zstd]}</td>
 *   <td>{@code application/vnd.docker.image.rootfs.diff.tar[.gzip]}</td></tr>
 * <tr><td>one that must not be passed on</td>
 *   <td>{@code application/vnd.oci.image.layer.nondistributable.v1.tar[+gzip|+zstd]}</td>
 *   <td>{@code application/vnd.docker.image.rootfs.foreign.diff.tar[.gzip]}</td></tr>
 * </table>
 *
 * @param format whose type it is
 * @param compression of the tar
 * @param foreign whether whoever holds it must not pass it on
 */
public record LayerType(ManifestFormat format, LayerCompression compression, boolean foreign) {
  private static final String OCI = "application/vnd.oci.image.layer.v1.tar";
  private static final String OCI_FOREIGN =
      "application/vnd.oci.image.layer.nondistributable.v1.tar";
  private static final String DOCKER = "application/vnd.docker.image.rootfs.diff.tar";
  private static final String DOCKER_FOREIGN =
      "application/vnd.docker.image.rootfs.foreign.diff.tar";

  /** What a media type tells; empty where it is not that of a layer. */
  public static Optional<LayerType> of(MediaType mediaType) {
    for (ManifestFormat format : ManifestFormat.values()) {
      for (LayerCompression compression : LayerCompression.values()) {
        for (boolean foreign : new boolean[] {false, true}) {
          LayerType type = new LayerType(format, compression, foreign);
          if (type.exists() && type.text().equals(mediaType.value())) {
            return Optional.of(type);
          }
        }
      }
    }
    return Optional.empty();
  }

  /** Whether there is such a media type. */
  public boolean exists() {
    return format == ManifestFormat.OCI || compression != LayerCompression.ZSTD;
  }

  /** The same layer in another family, or compressed in another way. */
  public LayerType as(ManifestFormat newFormat, LayerCompression newCompression) {
    return new LayerType(newFormat, newCompression, foreign);
  }

  /**
   * Its media type.
   *
   * @throws IllegalStateException if there is none
   */
  public MediaType mediaType() {
    if (!exists()) {
      throw new IllegalStateException("docker's schema 2 has no layers in zstd");
    }
    return new MediaType(text());
  }

  private String text() {
    boolean oci = format == ManifestFormat.OCI;
    String tar = oci ? foreign ? OCI_FOREIGN : OCI : foreign ? DOCKER_FOREIGN : DOCKER;
    return switch (compression) {
      case NONE -> tar;
      case GZIP -> tar + (oci ? "+gzip" : ".gzip");
      case ZSTD -> tar + "+zstd";
    };
  }
}
