/** Tests of timestamps: real ones, wrong ones, damaged ones. */
@NullMarked
package io.mcv.oci.cosign.timestamp;

import org.jspecify.annotations.NullMarked;
