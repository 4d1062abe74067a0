/** Tests with libraries compiled from our own C, through the real JNA. */
@NullMarked
package io.mcv.gpu.library;

import org.jspecify.annotations.NullMarked;
