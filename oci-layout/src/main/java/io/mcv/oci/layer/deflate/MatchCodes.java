package io.mcv.oci.layer.deflate;

/**
 * The codes of matches, put together once per block so that little is left to do per match.
 *
 * <p>For each length: how many bits its symbol's code and its extra bits have together, in bits 0
 * to 4, and above that these bits. For each distance symbol: the number of its extra bits, in bits
 * 0 to 3, and above that the entry of its code.
 */
final class MatchCodes {
  private static final int COUNT_BITS = 5;
  private static final int EXTRA_BITS = 4;

  private final int[] lengths = new int[LengthSymbols.MAX_LENGTH + 1];
  private final int[] distances = new int[DistanceSymbols.ALPHABET_SIZE];

  MatchCodes(HuffmanCode literals, HuffmanCode distances) {
    for (int length = TokenBuffer.MIN_LENGTH; length <= LengthSymbols.MAX_LENGTH; length++) {
      int symbol = LengthSymbols.of(length);
      int entry = literals.entry(symbol);
      int extra = length - LengthSymbols.firstLength(symbol);
      int bits = HuffmanCode.code(entry) | extra << HuffmanCode.length(entry);
      int count = HuffmanCode.length(entry) + LengthSymbols.extraBits(symbol);
      lengths[length] = bits << COUNT_BITS | count;
    }
    for (int symbol = 0; symbol < DistanceSymbols.ALPHABET_SIZE; symbol++) {
      this.distances[symbol] =
          distances.entry(symbol) << EXTRA_BITS | DistanceSymbols.extraBits(symbol);
    }
  }

  /** Writes the match of a sequence: at most 15 + 5 + 15 + 13 bits, at once. */
  void write(long sequence, BitWriter out) {
    int length = lengths[TokenBuffer.length(sequence)];
    int distance = distances[TokenBuffer.distanceSymbol(sequence)];
    int entry = distance >>> EXTRA_BITS;
    int distanceCode = HuffmanCode.code(entry);
    int distanceLength = HuffmanCode.length(entry);
    long distanceBits = distanceCode | (long) TokenBuffer.distanceExtra(sequence) << distanceLength;
    int count = length & (1 << COUNT_BITS) - 1;
    out.write(
        length >>> COUNT_BITS | distanceBits << count,
        count + distanceLength + (distance & (1 << EXTRA_BITS) - 1));
  }
}
