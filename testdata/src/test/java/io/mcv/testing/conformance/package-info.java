@NullMarked
package io.mcv.testing.conformance;

import org.jspecify.annotations.NullMarked;
