package io.mcv.oci.cosign.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.testing.TestTree;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MerkleTreeTest {
  private static final int LARGEST = 40;

  @Test
  void aPathLeadsFromItsEntryToTheRootAndNothingElseDoes() {
    for (int size = 1; size <= LARGEST; size++) {
      TestTree tree = tree(size);
      for (int index = 0; index < size; index++) {
        List<Bytes> path = tree.path(index);
        Bytes leaf = MerkleTree.leaf(tree.entries().get(index));
        for (long otherSize : new long[] {size - 1, size, size + 1}) {
          for (long otherIndex = -1; otherIndex <= size + 1; otherIndex++) {
            boolean contained = MerkleTree.contains(tree.root(), otherSize, leaf, otherIndex, path);
            if (otherSize == size && otherIndex == index) {
              assertThat(contained).as("%s of %s", index, size).isTrue();
            } else if (contained) {
              // The same turns, so that the root alone tells nothing; the checkpoint signs the
              // size.
              assertThat(turns(otherIndex, otherSize))
                  .as("%s of %s as %s of %s", index, size, otherIndex, otherSize)
                  .isEqualTo(turns(index, size));
            }
          }
        }
      }
    }
  }

  @Test
  void anyOtherHashIsRefused() {
    for (int size = 1; size <= LARGEST; size++) {
      TestTree tree = tree(size);
      for (int index = 0; index < size; index++) {
        List<Bytes> path = tree.path(index);
        Bytes leaf = MerkleTree.leaf(tree.entries().get(index));
        assertThat(MerkleTree.contains(changed(tree.root()), size, leaf, index, path)).isFalse();
        assertThat(MerkleTree.contains(tree.root(), size, changed(leaf), index, path)).isFalse();
        for (int i = 0; i < path.size(); i++) {
          List<Bytes> other = new ArrayList<>(path);
          other.set(i, changed(path.get(i)));
          assertThat(MerkleTree.contains(tree.root(), size, leaf, index, other)).isFalse();
          other.set(i, path.get(i).first(31));
          assertThat(MerkleTree.contains(tree.root(), size, leaf, index, other)).isFalse();
          other.remove(i);
          assertThat(MerkleTree.contains(tree.root(), size, leaf, index, other)).isFalse();
        }
        List<Bytes> longer = new ArrayList<>(path);
        longer.add(tree.root());
        assertThat(MerkleTree.contains(tree.root(), size, leaf, index, longer)).isFalse();
      }
    }
  }

  @Test
  void aNodeIsNoEntry() {
    TestTree tree = tree(4);
    Bytes left = MerkleTree.node(MerkleTree.leaf(entry(0)), MerkleTree.leaf(entry(1)));

    assertThat(MerkleTree.contains(tree.root(), 2, left, 0, tree.path(0).subList(1, 2))).isTrue();
    assertThat(MerkleTree.leaf(left)).isNotEqualTo(left);
  }

  @Test
  void theLargestTreeEnds() {
    Bytes hash = MerkleTree.leaf(entry(0));
    List<Bytes> path = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      path.add(hash);
    }

    assertThat(MerkleTree.contains(hash, Long.MAX_VALUE, hash, Long.MAX_VALUE - 1, path)).isFalse();
    assertThat(MerkleTree.contains(hash, Long.MAX_VALUE, hash, 0, path)).isFalse();
    assertThat(MerkleTree.contains(hash, Long.MIN_VALUE, hash, 0, path)).isFalse();
  }

  /** At which side each hash of a path is joined, from the leaf up. */
  private static String turns(long index, long size) {
    StringBuilder turns = new StringBuilder();
    long at = index;
    for (long last = size - 1; last > 0; last >>= 1) {
      if ((at & 1) == 1) {
        turns.append('L');
      } else if (at < last) {
        turns.append('R');
      }
      at >>= 1;
    }
    return turns.toString();
  }

  private static TestTree tree(int size) {
    List<Bytes> entries = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      entries.add(entry(i));
    }
    return new TestTree(entries);
  }

  private static Bytes entry(int number) {
    return Bytes.of(new byte[] {(byte) number});
  }

  private static Bytes changed(Bytes bytes) {
    byte[] array = bytes.toArray();
    array[array.length - 1] ^= 1;
    return Bytes.of(array);
  }
}
