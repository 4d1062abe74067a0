/** Rules of the group trust. */
@NullMarked
package io.mcv.spec.conformance.trust;

import org.jspecify.annotations.NullMarked;
