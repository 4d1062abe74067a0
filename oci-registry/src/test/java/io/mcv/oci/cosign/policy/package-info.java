/** Tests of policies. */
@NullMarked
package io.mcv.oci.cosign.policy;

import org.jspecify.annotations.NullMarked;
