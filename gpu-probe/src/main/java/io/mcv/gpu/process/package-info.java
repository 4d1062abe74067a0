/** Runs the processes that ask the vendors' libraries, one for each vendor, within a deadline. */
@NullMarked
package io.mcv.gpu.process;

import org.jspecify.annotations.NullMarked;
