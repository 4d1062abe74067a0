/** Our own implementation, held to the vectors of conformance. */
@NullMarked
package io.mcv.vectors;

import org.jspecify.annotations.NullMarked;
