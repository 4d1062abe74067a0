/**
 * The vectors of the format: images that keep or break one rule each, their generator, and tests
 * that run them against any implementation.
 */
@NullMarked
package io.mcv.testing.conformance;

import org.jspecify.annotations.NullMarked;
