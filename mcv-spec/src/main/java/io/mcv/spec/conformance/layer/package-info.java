/** Rules of the groups layer-safety and reproducibility. */
@NullMarked
package io.mcv.spec.conformance.layer;

import org.jspecify.annotations.NullMarked;
