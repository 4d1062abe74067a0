/**
 * Transparency logs of signatures, Rekor 1 and 2: promises, Merkle proofs, checkpoints, and what
 * entries are about.
 */
@NullMarked
package io.mcv.oci.cosign.log;

import org.jspecify.annotations.NullMarked;
