/**
 * Where an image lives: the transports and the grammar of skopeo, image names, tags.
 *
 * <p>{@link io.mcv.oci.reference.Reference#parse} reads what a user types. What is wrong with it is
 * said before anything is opened.
 */
@NullMarked
package io.mcv.oci.reference;

import org.jspecify.annotations.NullMarked;
