package io.mcv.client;

import io.mcv.oci.cosign.encoding.Bytes;

/**
 * A claim about an image to sign.
 *
 * @param signing with what, and how it is stored
 * @param type what kind of claim: a name of {@link PredicateType}, or a URI
 * @param predicate what is claimed: JSON, but text for {@link PredicateType#SPDX}, and either for
 *     {@link PredicateType#CUSTOM}
 */
public record AttestRequest(SigningOptions signing, String type, Bytes predicate) {}
