/** Tests of the vocabulary of caches, and the fixtures that all tests of this module share. */
@NullMarked
package io.mcv.spec.conformance;

import org.jspecify.annotations.NullMarked;
