/** Rules of the formats of caches, and which generation wrote an image. */
@NullMarked
package io.mcv.spec.conformance.cache;

import org.jspecify.annotations.NullMarked;
