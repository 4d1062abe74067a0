/**
 * Signatures of images and files as cosign makes them, verified offline.
 *
 * <p>{@link io.mcv.oci.cosign.ImageVerifier} finds the signatures of an image in any form and
 * judges each; {@link io.mcv.oci.cosign.BlobVerifier} judges a bundle over a file. Trust is a
 * {@link io.mcv.oci.cosign.VerificationPolicy} of keys and roots that the user named, and the
 * result a verdict that lists every check.
 *
 * @see <a href="https://github.com/sigstore/cosign/tree/main/specs">cosign, specifications</a>
 */
@NullMarked
package io.mcv.oci.cosign;

import org.jspecify.annotations.NullMarked;
