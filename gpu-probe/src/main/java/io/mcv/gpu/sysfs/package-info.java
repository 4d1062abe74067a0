/** What {@code /sys} and {@code /proc} tell, of this host or of a copy of another's. */
@NullMarked
package io.mcv.gpu.sysfs;

import org.jspecify.annotations.NullMarked;
