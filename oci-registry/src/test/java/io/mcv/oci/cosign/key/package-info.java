/** Tests of keys, schemes and private key files. */
@NullMarked
package io.mcv.oci.cosign.key;

import org.jspecify.annotations.NullMarked;
