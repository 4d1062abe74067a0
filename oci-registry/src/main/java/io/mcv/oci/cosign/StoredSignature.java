package io.mcv.oci.cosign;

import io.mcv.oci.model.Descriptor;

/**
 * A signature where it is stored, not read yet.
 *
 * @param form which
 * @param place tag or digest of the manifest, for people
 * @param layer of the manifest; its annotations belong to the signature
 */
record StoredSignature(SignatureForm form, String place, Descriptor layer) {}
