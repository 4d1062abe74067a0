/** The encoder held to what skopeo wrote, stage by stage and as a whole. */
@NullMarked
package io.mcv.oci.layer.deflate;

import org.jspecify.annotations.NullMarked;
