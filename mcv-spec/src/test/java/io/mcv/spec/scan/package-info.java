/** Tests of {@code io.mcv.spec.scan}. */
@NullMarked
package io.mcv.spec.scan;

import org.jspecify.annotations.NullMarked;
