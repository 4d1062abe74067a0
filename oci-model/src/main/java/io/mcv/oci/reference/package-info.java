/** Where an image lives: the transports and the grammar of Skopeo, image names, tags. */
@NullMarked
package io.mcv.oci.reference;

import org.jspecify.annotations.NullMarked;
