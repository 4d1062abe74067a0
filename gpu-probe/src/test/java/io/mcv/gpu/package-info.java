@NullMarked
package io.mcv.gpu;

import org.jspecify.annotations.NullMarked;
