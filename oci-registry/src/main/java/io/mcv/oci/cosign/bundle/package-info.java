/**
 * What is signed and what comes with a signature, read strictly and within limits: simple signing
 * payloads and annotations, DSSE envelopes, in-toto statements, Sigstore bundles. Nothing is
 * verified here.
 */
@NullMarked
package io.mcv.oci.cosign.bundle;

import org.jspecify.annotations.NullMarked;
