/**
 * Images in archives: a tar of an OCI layout ({@code oci-archive:}), and what {@code docker save}
 * writes ({@code docker-archive:}).
 *
 * <p>{@link io.mcv.oci.archive.OciArchive} and {@link io.mcv.oci.archive.DockerArchive} are the
 * ways in. An archive is read where it lies: its headers once, then what is asked for, by position.
 * Only one that is compressed as a whole is unpacked first, into a file without a name. An archive
 * is written in one pass, beside its place, and appears there whole.
 *
 * <p>The tar itself is that of {@link io.mcv.oci.layer}, read with the same suspicion as layers.
 */
@NullMarked
package io.mcv.oci.archive;

import org.jspecify.annotations.NullMarked;
