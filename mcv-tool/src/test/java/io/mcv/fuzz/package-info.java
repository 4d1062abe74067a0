/** Damaged layouts, through everything that reads images. */
@NullMarked
package io.mcv.fuzz;

import org.jspecify.annotations.NullMarked;
