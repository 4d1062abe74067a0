/**
 * Layers: tar streams, plain or in gzip or zstd, written to the byte as Go's tools write them and
 * read with suspicion.
 *
 * <p>Writing: {@link io.mcv.oci.layer.LayerWriter} turns a list of {@link
 * io.mcv.oci.layer.LayerEntry} into a layer in one pass. What differs between the tools whose
 * layers are reproduced is a {@link io.mcv.oci.layer.TarDialect}; how the tar is compressed is a
 * {@link io.mcv.oci.layer.Compressor}. The package knows nothing of caches.
 *
 * <p>Reading: {@link io.mcv.oci.layer.LayerReader} hands out the entries of one layer, within a
 * {@link io.mcv.oci.layer.LayerBudget} that all layers of an image share. A tar that two readers
 * could understand differently is refused, as is every name that leads out of the layer. What an
 * entry may do where it is unpacked, such as a link, is for the caller to judge.
 *
 * <p>Either way the work is shared by two threads that pass each other chunks: one holds the files
 * and the hash of the tar, the other what is compressed. The second ends with the call, or when the
 * reader is closed; what goes wrong on it reaches the caller as it was.
 *
 * <p>The tar format as it is used here stands in {@code TarField}, its header block.
 */
@NullMarked
package io.mcv.oci.layer;

import org.jspecify.annotations.NullMarked;
