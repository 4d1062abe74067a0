/**
 * gzip as Go's container tools write it, to the byte.
 *
 * <p>skopeo, buildah and podman compress layers with klauspost/pgzip. The digest of a compressed
 * layer is therefore theirs only if every choice of that encoder is made again here: which of two
 * matches is taken, when a table of codes is kept, how a header's zeros are cut into runs. RFC 1951
 * and RFC 1952 leave all that open.
 *
 * <table>
 * <caption>The stages, from the input to its bytes</caption>
 * <tr><th>stage</th><th>class</th><th>what it does</th></tr>
 * <tr><td>member</td><td>{@link PgzipOutputStream}</td>
 *     <td>header and trailer; cuts the input into units of 1 MiB and keeps them in order</td></tr>
 * <tr><td>unit</td><td>{@link UnitCoder}</td>
 *     <td>cuts a unit into windows; knows nothing of other units but the end of the one before it,
 *     so units can be coded at the same time</td></tr>
 * <tr><td>matches</td><td>{@link Matcher}</td><td>turns a window into tokens</td></tr>
 * <tr><td>tokens</td><td>{@link TokenBuffer}</td><td>holds and counts them</td></tr>
 * <tr><td>choice</td><td>{@link TokenCoder}, {@link LiteralCoder}</td>
 *     <td>stored, fixed, dynamic, or on in the block before; {@link FreshTableEstimate} guesses
 *     what a new table would bring</td></tr>
 * <tr><td>codes</td><td>{@link HuffmanCode}, {@link CodeLengths}</td>
 *     <td>optimal codes within 15 bits</td></tr>
 * <tr><td>block</td><td>{@link BlockWriter}, {@link BlockHeader}, {@link OpenTable}</td>
 *     <td>headers and coded tokens</td></tr>
 * <tr><td>bits</td><td>{@link BitWriter}</td><td>packs them into bytes</td></tr>
 * </table>
 *
 * <p>A unit, a window, a table that stays open from one window to the next: none of this is visible
 * in the format, and any inflater reads it as one stream.
 */
@NullMarked
package io.mcv.oci.layer.deflate;

import org.jspecify.annotations.NullMarked;
