/** Tests of the command line. */
@NullMarked
package io.mcv.cli;

import org.jspecify.annotations.NullMarked;
