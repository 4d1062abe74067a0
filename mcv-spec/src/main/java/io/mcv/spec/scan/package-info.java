/**
 * Reads a cache folder: which files an image of it must contain, what they were compiled for, and
 * what ties them to this machine. {@link io.mcv.spec.scan.CacheScanner} is the way in.
 *
 * <p>Nothing in a cache is executed or unpickled. Whatever cannot be packed completely is an error
 * that names the file; a cache never becomes smaller silently.
 */
@NullMarked
package io.mcv.spec.scan;

import org.jspecify.annotations.NullMarked;
