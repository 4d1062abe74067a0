package io.mcv.oci.layer;

import io.mcv.oci.model.Digest;

/**
 * What a layer is, however it is compressed.
 *
 * @param diffId digest of the tar
 * @param tarSize bytes of the tar
 */
public record LayerDigest(Digest diffId, long tarSize) {}
