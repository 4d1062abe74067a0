/** Tests of {@code io.mcv.spec.image}. */
@NullMarked
package io.mcv.spec.image;

import org.jspecify.annotations.NullMarked;
