package io.mcv.testing.registry;

import io.mcv.oci.model.MediaType;

/**
 * The media types of an image, all OCI's or all docker's.
 *
 * @param index of an index or a manifest list
 * @param manifest of a manifest
 * @param config of a configuration
 * @param gzip of a layer in gzip
 * @param plain of a layer that is not compressed
 */
record ImageTypes(
    MediaType index, MediaType manifest, MediaType config, MediaType gzip, MediaType plain) {
  static final ImageTypes OCI =
      new ImageTypes(
          MediaType.OCI_INDEX,
          MediaType.OCI_MANIFEST,
          MediaType.OCI_CONFIG,
          MediaType.OCI_LAYER_TAR_GZIP,
          MediaType.OCI_LAYER_TAR);
  static final ImageTypes DOCKER =
      new ImageTypes(
          MediaType.DOCKER_LIST,
          MediaType.DOCKER_MANIFEST,
          MediaType.DOCKER_CONFIG,
          MediaType.DOCKER_LAYER_TAR_GZIP,
          MediaType.DOCKER_LAYER_TAR);
}
