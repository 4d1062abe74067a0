@NullMarked
package io.mcv.oci.registry.engine;

import org.jspecify.annotations.NullMarked;
