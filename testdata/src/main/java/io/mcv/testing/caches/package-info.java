/**
 * Writes the sample caches that are checked in under {@code testdata/caches}, and large ones to
 * measure with.
 *
 * <p>They have the names, the JSON fields, the file formats and roughly the sizes of what Triton
 * and vLLM write, and none of their bytes: every text is ours, and what stands for machine code is
 * noise from fixed seeds. The same command writes the same bytes on every machine.
 */
@NullMarked
package io.mcv.testing.caches;

import org.jspecify.annotations.NullMarked;
