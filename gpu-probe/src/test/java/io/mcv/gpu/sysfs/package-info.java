@NullMarked
package io.mcv.gpu.sysfs;

import org.jspecify.annotations.NullMarked;
