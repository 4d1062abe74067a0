/**
 * Images as the rules of conformance see them, filled from any {@link
 * io.mcv.oci.image.ImageSource}.
 */
@NullMarked
package io.mcv.client.conformance;

import org.jspecify.annotations.NullMarked;
