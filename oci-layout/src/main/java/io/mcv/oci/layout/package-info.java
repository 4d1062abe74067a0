/**
 * OCI image layouts: a folder with {@code oci-layout}, {@code index.json} and {@code blobs/}, read
 * and written so that several processes can use one folder at once.
 *
 * <p>{@link io.mcv.oci.layout.OciLayout} is the way in. Reading takes no lock and writes nothing:
 * whatever is in place is complete, because everything gets there by one rename. What writers need
 * besides, half-written files and lock files, is in the folder {@code .mcv} of the layout, which
 * other tools leave alone.
 *
 * <p>{@link io.mcv.oci.layout.DirectoryImage} is the same for folders of {@code dir:}: blobs by
 * their digests too, written by the same means.
 *
 * @see <a
 *     href="https://github.com/opencontainers/image-spec/blob/v1.1.0/image-layout.md">image-layout.md</a>
 */
@NullMarked
package io.mcv.oci.layout;

import org.jspecify.annotations.NullMarked;
