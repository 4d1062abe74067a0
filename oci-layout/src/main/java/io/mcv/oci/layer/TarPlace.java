package io.mcv.oci.layer;

/**
 * Where in which tar a block stands, for errors.
 *
 * @param what the tar, as in {@code layer sha256:…}
 * @param offset byte of the tar
 */
record TarPlace(String what, long offset) {

  MalformedTarException malformed(LayerFault fault, String rule) {
    return new MalformedTarException(what, offset, fault, rule);
  }
}
