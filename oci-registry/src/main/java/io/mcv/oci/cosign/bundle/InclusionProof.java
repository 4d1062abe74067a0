package io.mcv.oci.cosign.bundle;

import io.mcv.oci.cosign.encoding.Bytes;
import java.util.List;

/**
 * Why an entry is in a log.
 *
 * @param logIndex of the entry in the tree, which may be another than in the log
 * @param rootHash of the tree
 * @param treeSize how many entries the tree has
 * @param hashes from the leaf up
 * @param checkpoint the signed note about the tree
 */
public record InclusionProof(
    long logIndex, Bytes rootHash, long treeSize, List<Bytes> hashes, String checkpoint) {
  /** With a list of its own. */
  public InclusionProof {
    hashes = List.copyOf(hashes);
  }
}
