@NullMarked
package io.mcv.gpu.names;

import org.jspecify.annotations.NullMarked;
