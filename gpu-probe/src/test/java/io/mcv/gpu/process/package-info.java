@NullMarked
package io.mcv.gpu.process;

import org.jspecify.annotations.NullMarked;
