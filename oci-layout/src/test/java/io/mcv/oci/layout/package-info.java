@NullMarked
package io.mcv.oci.layout;

import org.jspecify.annotations.NullMarked;
