package io.mcv.oci.layer;

import io.mcv.oci.model.Digest;

/**
 * Where in which layer a block stands, for errors.
 *
 * @param layer digest of the layer's blob
 * @param offset byte of the tar
 */
record TarPlace(Digest layer, long offset) {

  MalformedTarException malformed(String rule) {
    return new MalformedTarException(layer, offset, rule);
  }
}
