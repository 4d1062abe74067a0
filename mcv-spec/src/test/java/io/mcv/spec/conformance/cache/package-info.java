@NullMarked
package io.mcv.spec.conformance.cache;

import org.jspecify.annotations.NullMarked;
