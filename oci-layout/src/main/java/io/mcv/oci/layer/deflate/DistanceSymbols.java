package io.mcv.oci.layer.deflate;

/**
 * The symbols for match distances (RFC 1951, 3.2.5).
 *
 * <table>
 * <caption>Distance symbols</caption>
 * <tr><th>symbols</th><th>distances</th><th>extra bits</th></tr>
 * <tr><td>0 to 3</td><td>1 to 4, one each</td><td>0</td></tr>
 * <tr><td>2k and 2k + 1, for k = 2 to 14</td>
 *     <td>2^k + 1 to 2^(k+1), half of them each</td><td>k - 1</td></tr>
 * </table>
 */
final class DistanceSymbols {
  static final int ALPHABET_SIZE = 30;

  /** The matcher goes no further back, though DEFLATE could: 32,768 is not used. */
  static final int MAX_DISTANCE = 32_767;

  private static final int[] FIRST_DISTANCE = new int[ALPHABET_SIZE];

  static {
    int distance = 1;
    for (int symbol = 0; symbol < ALPHABET_SIZE; symbol++) {
      FIRST_DISTANCE[symbol] = distance;
      distance += 1 << extraBits(symbol);
    }
  }

  private DistanceSymbols() {}

  /** The symbol of a distance of 1 to 32,768. */
  static int of(int distance) {
    int offset = distance - 1;
    if (offset < 4) {
      return offset;
    }
    int highestBit = 31 - Integer.numberOfLeadingZeros(offset);
    return 2 * highestBit + (offset >> highestBit - 1 & 1);
  }

  /** The smallest distance that a symbol stands for. The extra bits count on from it. */
  static int firstDistance(int symbol) {
    return FIRST_DISTANCE[symbol];
  }

  static int extraBits(int symbol) {
    return symbol < 4 ? 0 : (symbol >> 1) - 1;
  }
}
