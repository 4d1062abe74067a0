/**
 * Keys: public ones in PEM and JWK, the private key file of cosign, and the closed list of
 * signature schemes that are tried with each.
 */
@NullMarked
package io.mcv.oci.cosign.key;

import org.jspecify.annotations.NullMarked;
