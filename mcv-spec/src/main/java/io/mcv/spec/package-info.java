/**
 * What a kernel cache is, in the terms of the MCV format: its kind, its files, its entries and the
 * GPUs it was compiled for.
 *
 * <p>{@link io.mcv.spec.scan} reads a cache folder; {@link io.mcv.spec.image} says what an image of
 * it contains, in each generation of the format, and reads the labels and manifests of all of them.
 * No network and no image is touched here.
 */
@NullMarked
package io.mcv.spec;

import org.jspecify.annotations.NullMarked;
