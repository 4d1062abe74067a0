@NullMarked
package io.mcv.oci.archive;

import org.jspecify.annotations.NullMarked;
