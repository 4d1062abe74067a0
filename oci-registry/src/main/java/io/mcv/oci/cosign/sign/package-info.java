/**
 * Signs images and claims about them with a key, in the forms that cosign reads.
 *
 * <p>{@link io.mcv.oci.cosign.sign.ImageSigner} is where to start. There is no keyless signing: it
 * needs a browser and public services.
 */
@NullMarked
package io.mcv.oci.cosign.sign;

import org.jspecify.annotations.NullMarked;
