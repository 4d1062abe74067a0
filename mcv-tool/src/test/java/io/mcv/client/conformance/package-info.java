/** Tests of how images are read for the rules of conformance. */
@NullMarked
package io.mcv.client.conformance;

import org.jspecify.annotations.NullMarked;
