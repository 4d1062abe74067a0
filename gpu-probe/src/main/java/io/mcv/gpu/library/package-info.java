/**
 * The vendors' libraries, asked in a process of their own: a call into them may hang, crash or
 * throw. Alone in knowing JNA.
 */
@NullMarked
package io.mcv.gpu.library;

import org.jspecify.annotations.NullMarked;
