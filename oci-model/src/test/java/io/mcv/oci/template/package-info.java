@NullMarked
package io.mcv.oci.template;

import org.jspecify.annotations.NullMarked;
