/** Timestamps of signatures by RFC 3161 authorities. */
@NullMarked
package io.mcv.oci.cosign.timestamp;

import org.jspecify.annotations.NullMarked;
