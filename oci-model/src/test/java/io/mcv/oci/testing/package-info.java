/** Where tests find data that is not part of the project. */
@NullMarked
package io.mcv.oci.testing;

import org.jspecify.annotations.NullMarked;
