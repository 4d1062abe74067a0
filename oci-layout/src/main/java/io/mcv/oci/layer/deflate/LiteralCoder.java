package io.mcv.oci.layer.deflate;

import java.util.Arrays;

/** Codes windows in which matches are not worth their while: literals only, or stored. */
final class LiteralCoder {
  /** Up to this length a window is coded even where its bytes look evenly spread. */
  private static final int MAX_UNTESTED = 1024;

  private static final int HEADER_GUESS_BITS = 560;
  private static final int LITERAL_CODES = LengthSymbols.FIRST;

  /** There must be one distance code, though there is no match. */
  private static final HuffmanCode ONE_DISTANCE = HuffmanCode.ofLengths(new int[] {1});

  private final BlockWriter blocks;
  private final int[] frequencies = new int[LengthSymbols.ALPHABET_SIZE];

  LiteralCoder(BlockWriter blocks) {
    this.blocks = blocks;
  }

  /** Codes the window {@code [from, to)} and leaves a dynamic block open behind it, or none. */
  void code(byte[] bytes, int from, int to) {
    int length = to - from;
    count(bytes, from, to);
    if (length > MAX_UNTESTED && evenlySpread(length)) {
      blocks.writeStored(bytes, from, to);
      return;
    }
    frequencies[LengthSymbols.END_OF_BLOCK] = 1;
    HuffmanCode fresh = HuffmanCode.of(frequencies, HuffmanCode.MAX_LENGTH);
    OpenTable open = blocks.open();
    int headerBits = open == null ? HEADER_GUESS_BITS : open.headerBits();
    int freshBits = fresh.totalBits(frequencies) + headerBits;
    freshBits += freshBits >> 7;
    if (BlockWriter.storedBits(length) <= freshBits) {
      blocks.writeStored(bytes, from, to);
      return;
    }
    frequencies[LengthSymbols.END_OF_BLOCK] = 0;
    if (open != null
        && open.literals().covers(frequencies)
        && open.literals().totalBits(frequencies) <= freshBits) {
      blocks.writeLiterals(bytes, from, to, open.literals());
      return;
    }
    blocks.begin(new BlockHeader(fresh, LITERAL_CODES, ONE_DISTANCE, 1), fresh, ONE_DISTANCE);
    blocks.writeLiterals(bytes, from, to, fresh);
  }

  private void count(byte[] bytes, int from, int to) {
    Arrays.fill(frequencies, 0);
    for (int i = from; i < to; i++) {
      frequencies[bytes[i] & 0xff]++;
    }
  }

  /**
   * Whether the frequencies are about as far from their mean as those of random bytes: the sum of
   * squared differences is below twice the length. Both sides are multiplied by 256 squared, so
   * that all is whole.
   */
  private boolean evenlySpread(int length) {
    long sum = 0;
    for (int literal = 0; literal < 256; literal++) {
      long difference = 256L * frequencies[literal] - length;
      sum += difference * difference;
    }
    return sum < 2L * 256 * 256 * length;
  }
}
