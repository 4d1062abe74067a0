package io.mcv.oci.layer.deflate;

/** Codes the tokens of a window by the cheapest block, as far as it guesses right. */
final class TokenCoder {
  /** Fixed blocks are not considered for more tokens than this. */
  private static final int MAX_FIXED_TOKENS = 249;

  private final BlockWriter blocks;
  private final GzipProfile profile;

  TokenCoder(BlockWriter blocks, GzipProfile profile) {
    this.blocks = blocks;
    this.profile = profile;
  }

  /**
   * Codes the window {@code [from, to)} and leaves a dynamic block open behind it, or none.
   *
   * @param tokens of the window, at least one of them a match
   * @param last whether it is the unit's last window
   */
  void code(TokenBuffer tokens, byte[] bytes, int from, int to, boolean last) {
    tokens.countSymbols();
    new Window(tokens, bytes, from, to, last).code();
  }

  private final class Window {
    private final TokenBuffer tokens;
    private final byte[] bytes;
    private final int from;
    private final int to;

    /** Whether the lengths of a fresh table end with the last symbol used. */
    private final boolean trimmed;

    private final int[] literalFrequencies;
    private final int[] distanceFrequencies;
    private final int extraBits;
    private final int storedBits;
    private final int tokenCount;

    Window(TokenBuffer tokens, byte[] bytes, int from, int to, boolean last) {
      this.tokens = tokens;
      this.bytes = bytes;
      this.from = from;
      this.to = to;
      trimmed = last || profile == GzipProfile.PGZIP_1_18;
      literalFrequencies = tokens.literalFrequencies();
      distanceFrequencies = tokens.distanceFrequencies();
      literalFrequencies[LengthSymbols.END_OF_BLOCK] = last ? 1 : 0;
      tokenCount = tokens.tokenCount() + (last ? 1 : 0);
      extraBits = extraBits();
      storedBits = BlockWriter.storedBits(to - from);
    }

    /** With the open table if it has all symbols and looks no worse, else with a fresh one. */
    void code() {
      OpenTable open = blocks.open();
      if (open == null || !covers(open)) {
        codeFresh();
        return;
      }
      int freshBits = estimateFresh(open);
      int reuseBits = bits(open.literals(), open.distances());
      int size = Math.min(freshBits, reuseBits);
      if (fixedAllowed() && fixedBits() + 7 < size) {
        writeFixedOrStored(size);
      } else if (storedBits <= size) {
        blocks.writeStored(bytes, from, to);
      } else if (freshBits < reuseBits) {
        codeFresh();
      } else {
        blocks.writeTokens(tokens, open.literals(), open.distances());
      }
    }

    private void codeFresh() {
      blocks.close();
      int literalCodes = trimmed ? used(literalFrequencies) : LengthSymbols.ALPHABET_SIZE;
      int distanceCodes = trimmed ? used(distanceFrequencies) : DistanceSymbols.ALPHABET_SIZE;
      literalFrequencies[LengthSymbols.END_OF_BLOCK] = 1;
      HuffmanCode literals = HuffmanCode.of(literalFrequencies, HuffmanCode.MAX_LENGTH);
      HuffmanCode distances = HuffmanCode.of(distanceFrequencies, HuffmanCode.MAX_LENGTH);
      BlockHeader header = new BlockHeader(literals, literalCodes, distances, distanceCodes);
      int size = header.bits() + bits(literals, distances);
      if (fixedAllowed() && fixedBits() <= size) {
        writeFixedOrStored(fixedBits());
      } else if (storedBits <= size) {
        blocks.writeStored(bytes, from, to);
      } else {
        blocks.begin(header, literals, distances);
        blocks.writeTokens(tokens, literals, distances);
      }
    }

    private void writeFixedOrStored(int size) {
      if (storedBits <= size) {
        blocks.writeStored(bytes, from, to);
      } else {
        blocks.writeFixed(tokens);
      }
    }

    private boolean covers(OpenTable open) {
      return open.literals().covers(literalFrequencies)
          && open.distances().covers(distanceFrequencies);
    }

    /** The header is taken to cost what the open table's did. */
    private int estimateFresh(OpenTable open) {
      int bits =
          open.headerBits()
              + FreshTableEstimate.bits(literalFrequencies, distanceFrequencies, tokenCount);
      int closing = HuffmanCode.length(open.literals().entry(LengthSymbols.END_OF_BLOCK));
      return bits + closing + (bits >> 7);
    }

    private boolean fixedAllowed() {
      return tokenCount <= MAX_FIXED_TOKENS;
    }

    private int fixedBits() {
      return 3 + bits(HuffmanCode.FIXED_LITERALS, HuffmanCode.FIXED_DISTANCES);
    }

    private int bits(HuffmanCode literals, HuffmanCode distances) {
      return literals.totalBits(literalFrequencies)
          + distances.totalBits(distanceFrequencies)
          + extraBits;
    }

    private int extraBits() {
      int bits = 0;
      for (int symbol = LengthSymbols.FIRST; symbol <= LengthSymbols.LAST; symbol++) {
        bits += literalFrequencies[symbol] * LengthSymbols.extraBits(symbol);
      }
      for (int symbol = 0; symbol < DistanceSymbols.ALPHABET_SIZE; symbol++) {
        bits += distanceFrequencies[symbol] * DistanceSymbols.extraBits(symbol);
      }
      return bits;
    }

    private static int used(int[] frequencies) {
      int count = frequencies.length;
      while (frequencies[count - 1] == 0) {
        count--;
      }
      return count;
    }
  }
}
