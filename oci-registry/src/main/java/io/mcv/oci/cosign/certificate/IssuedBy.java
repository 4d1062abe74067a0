package io.mcv.oci.cosign.certificate;

import io.mcv.oci.cosign.encoding.Bytes;

/**
 * Who issued a certificate, after its path was verified.
 *
 * @param authority for people
 * @param issuerSpki key of the certificate that signed it, which certificate logs sign too
 */
public record IssuedBy(String authority, Bytes issuerSpki) {}
