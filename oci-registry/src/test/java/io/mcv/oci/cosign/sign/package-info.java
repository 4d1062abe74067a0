/** Signing with a key. */
@NullMarked
package io.mcv.oci.cosign.sign;

import org.jspecify.annotations.NullMarked;
