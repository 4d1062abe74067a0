/** The commands on real registries, and on ones that fail. */
@NullMarked
package io.mcv.registries;

import org.jspecify.annotations.NullMarked;
