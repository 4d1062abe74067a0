/**
 * Whether kernels run on a GPU: targets and entries of a cache against the GPUs of a host, with the
 * reasons.
 */
@NullMarked
package io.mcv.spec.fit;

import org.jspecify.annotations.NullMarked;
