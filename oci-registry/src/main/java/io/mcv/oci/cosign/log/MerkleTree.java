package io.mcv.oci.cosign.log;

import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.key.HashAlgorithm;
import java.security.MessageDigest;
import java.util.List;

/**
 * The tree of hashes that a log is.
 *
 * <table>
 *   <caption>Hashes</caption>
 *   <tr><td>leaf</td><td>SHA-256 of a byte 0 and the entry</td></tr>
 *   <tr><td>node</td><td>SHA-256 of a byte 1, the left hash and the right one</td></tr>
 * </table>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9162#section-2.1.3.2">RFC 9162, verifying an
 *     inclusion proof</a>
 */
final class MerkleTree {
  static final int HASH_BYTES = 32;
  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  private MerkleTree() {}

  static Bytes leaf(Bytes entry) {
    MessageDigest function = HashAlgorithm.SHA256.newMessageDigest();
    function.update(LEAF);
    return Bytes.of(function.digest(entry.toArray()));
  }

  static Bytes node(Bytes left, Bytes right) {
    MessageDigest function = HashAlgorithm.SHA256.newMessageDigest();
    function.update(NODE);
    function.update(left.toArray());
    return Bytes.of(function.digest(right.toArray()));
  }

  /** Whether a path from a leaf leads to this root, with no hash too many. */
  static boolean contains(Bytes root, long size, Bytes leaf, long index, List<Bytes> path) {
    if (index < 0 || index >= size) {
      return false;
    }
    long at = index;
    long last = size - 1;
    Bytes reached = leaf;
    for (Bytes sibling : path) {
      if (last == 0 || sibling.size() != HASH_BYTES) {
        return false;
      }
      boolean isRight = (at & 1) == 1;
      if (isRight || at == last) {
        reached = node(sibling, reached);
        // Levels where the last node has no sibling have no hash in the path.
        int skipped = isRight ? 0 : Long.numberOfTrailingZeros(at);
        at >>= skipped;
        last >>= skipped;
      } else {
        reached = node(reached, sibling);
      }
      at >>= 1;
      last >>= 1;
    }
    return last == 0 && reached.equals(root);
  }
}
