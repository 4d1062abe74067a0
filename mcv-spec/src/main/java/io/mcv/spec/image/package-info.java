/**
 * What an image of a cache contains, in every generation of the format.
 *
 * <p>{@link io.mcv.spec.image.Profile} plans the labels, layers and files of a new image; {@link
 * io.mcv.spec.image.CacheLabels} and {@link io.mcv.spec.image.InImageManifest} read what any
 * generation wrote.
 */
@NullMarked
package io.mcv.spec.image;

import org.jspecify.annotations.NullMarked;
