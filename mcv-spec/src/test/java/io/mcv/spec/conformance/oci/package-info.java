/** Tests of the rules of oci-image and oci-layout. */
@NullMarked
package io.mcv.spec.conformance.oci;

import org.jspecify.annotations.NullMarked;
