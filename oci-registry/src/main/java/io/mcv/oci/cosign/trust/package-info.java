/** Whom the user trusts: Sigstore's trusted root, from files alone. */
@NullMarked
package io.mcv.oci.cosign.trust;

import org.jspecify.annotations.NullMarked;
