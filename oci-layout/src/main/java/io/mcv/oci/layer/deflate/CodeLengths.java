package io.mcv.oci.layer.deflate;

/**
 * How many symbols of an optimal prefix code have which length, when no code may be longer than a
 * limit: package-merge (Larmore and Hirschberg, 1990), where at equal weight a package comes before
 * a leaf.
 *
 * <p>The list of level 1 is the leaves, ascending. The list of a level is the leaves merged with
 * the packages of the level below it, a package being the sum of two neighbours. Of the topmost
 * level the first 2u - 2 items are used, for u leaves, of each lower level the items that make up
 * the packages that were used above it. A leaf's code is as long as the number of levels that use
 * it.
 *
 * <p>Without a limit all lists would be the same one, a list that is merged with its own packages:
 * Huffman's algorithm with two queues. It is made first, being much cheaper. Where no code gets too
 * long by it, the limited lists have the same items as far as they are used: its deepest items are
 * leaves, so level 1 has them; and a limited list never has more packages, or lighter ones, than
 * the unlimited one, so nothing comes before an item that did not come before it there.
 */
final class CodeLengths {
  private CodeLengths() {}

  /**
   * @param weights the weights of the leaves, at least 3, ascending
   * @param limit the longest length allowed
   * @return the number of codes of each length, index 0 to {@code limit}
   */
  static int[] count(int[] weights, int limit) {
    int[] unlimited = new int[2 * weights.length - 2];
    int[][] levels = {mergeWithOwnPackages(weights, unlimited)};
    int[] counts = count(levels, weights.length, limit);
    return counts.length == 0 ? countLimited(weights, limit) : counts;
  }

  /** The same, of limited lists only. */
  static int[] countLimited(int[] weights, int limit) {
    int[][] levels = new int[Math.min(limit, weights.length - 1)][];
    int[] below = {};
    for (int level = levels.length - 1; level >= 0; level--) {
      int[] list = new int[Math.min(2 * weights.length - 2, weights.length + below.length / 2)];
      levels[level] = merge(weights, below, below.length, list);
      below = list;
    }
    return count(levels, weights.length, limit);
  }

  private static int[] mergeWithOwnPackages(int[] weights, int[] list) {
    return merge(weights, list, 0, list);
  }

  /**
   * Merges leaves and packages into a list.
   *
   * @param below the list whose neighbours are packed, maybe {@code list} itself as far as it goes
   * @return for each number of items, from 0 on, how many of so many first ones are leaves
   */
  private static int[] merge(int[] weights, int[] below, int belowSize, int[] list) {
    int[] leavesAmong = new int[list.length + 1];
    int leaf = 0;
    int paired = 0;
    for (int i = 0; i < list.length; i++) {
      boolean packageLeft = paired + 1 < (below == list ? i : belowSize);
      int packed = packageLeft ? below[paired] + below[paired + 1] : Integer.MAX_VALUE;
      if (leaf < weights.length && weights[leaf] < packed) {
        list[i] = weights[leaf++];
      } else {
        list[i] = packed;
        paired += 2;
      }
      leavesAmong[i + 1] = leaf;
    }
    return leavesAmong;
  }

  /**
   * @param levels the leaves among the first items of each level, topmost level first; or of one
   *     list that stands for all of them
   * @return the number of codes of each length; nothing if a code would be longer than the limit
   */
  private static int[] count(int[][] levels, int leafCount, int limit) {
    int[] counts = new int[limit + 1];
    int used = 2 * leafCount - 2;
    for (int length = 1; used > 0; length++) {
      if (length > limit) {
        return new int[0];
      }
      int leaves = levels[Math.min(length, levels.length) - 1][used];
      counts[length - 1] -= leaves;
      counts[length] = leaves;
      used = 2 * (used - leaves);
    }
    counts[0] = 0;
    return counts;
  }
}
