package io.mcv.oci.cosign.testing;

import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.key.HashAlgorithm;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * A Merkle tree, written as RFC 9162 2.1.1 and 2.1.3.1 define it: by recursion over the entries.
 */
public record TestTree(List<Bytes> entries) {

  /** Its root hash. */
  public Bytes root() {
    return hash(entries);
  }

  /** The hashes from an entry to the root. */
  public List<Bytes> path(int index) {
    return path(index, entries);
  }

  private static List<Bytes> path(int index, List<Bytes> entries) {
    if (entries.size() == 1) {
      return new ArrayList<>();
    }
    int half = Integer.highestOneBit(entries.size() - 1);
    List<Bytes> left = entries.subList(0, half);
    List<Bytes> right = entries.subList(half, entries.size());
    List<Bytes> path = index < half ? path(index, left) : path(index - half, right);
    path.add(hash(index < half ? right : left));
    return path;
  }

  private static Bytes hash(List<Bytes> entries) {
    MessageDigest function = HashAlgorithm.SHA256.newMessageDigest();
    if (entries.size() == 1) {
      function.update((byte) 0);
      function.update(entries.get(0).toArray());
    } else {
      int half = Integer.highestOneBit(entries.size() - 1);
      function.update((byte) 1);
      function.update(hash(entries.subList(0, half)).toArray());
      function.update(hash(entries.subList(half, entries.size())).toArray());
    }
    return Bytes.of(function.digest());
  }
}
