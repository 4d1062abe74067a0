/** Holds the code to its architecture, and the documents to the code. */
@NullMarked
package io.mcv;

import org.jspecify.annotations.NullMarked;
