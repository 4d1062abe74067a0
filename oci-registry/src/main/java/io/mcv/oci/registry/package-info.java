/**
 * Registry v2 over HTTP. The place of the transports {@code docker://}, {@code docker-daemon:} and
 * {@code podman:}, which meet the rest only through {@link io.mcv.oci.image.ImageSource} and {@link
 * io.mcv.oci.image.ImageSink}. Nothing is here yet; the command line says so where it is asked.
 */
@NullMarked
package io.mcv.oci.registry;

import org.jspecify.annotations.NullMarked;
