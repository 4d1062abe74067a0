/** GPUs for tests on hosts that have none: folders like {@code /sys}, and libraries of C. */
@NullMarked
package io.mcv.testing.gpu;

import org.jspecify.annotations.NullMarked;
