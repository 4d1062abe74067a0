/**
 * An image as the rules of conformance see it: documents, layers and signatures as plain values.
 * Whoever brings a view of their own makes these.
 */
@NullMarked
package io.mcv.spec.conformance.image;

import org.jspecify.annotations.NullMarked;
