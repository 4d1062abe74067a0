package io.mcv.oci.layer.deflate;

/**
 * The symbols for match lengths (RFC 1951, 3.2.5). Together with the 256 bytes and the end of block
 * they are the alphabet of the literal/length code.
 *
 * <table>
 * <caption>Length symbols</caption>
 * <tr><th>symbols</th><th>lengths</th><th>extra bits</th></tr>
 * <tr><td>257 to 264</td><td>3 to 10, one each</td><td>0</td></tr>
 * <tr><td>265 to 268</td><td>11 to 18, two each</td><td>1</td></tr>
 * <tr><td>269 to 272</td><td>19 to 34, four each</td><td>2</td></tr>
 * <tr><td>273 to 276</td><td>35 to 66, eight each</td><td>3</td></tr>
 * <tr><td>277 to 280</td><td>67 to 130, 16 each</td><td>4</td></tr>
 * <tr><td>281 to 284</td><td>131 to 257, 32 each (the last 31)</td><td>5</td></tr>
 * <tr><td>285</td><td>258</td><td>0</td></tr>
 * </table>
 */
final class LengthSymbols {
  static final int END_OF_BLOCK = 256;
  static final int FIRST = END_OF_BLOCK + 1;
  static final int LAST = 285;

  /** How many symbols the literal/length alphabet has. */
  static final int ALPHABET_SIZE = LAST + 1;

  static final int MAX_LENGTH = 258;

  private static final int MIN_LENGTH = 3;
  private static final short[] SYMBOL = new short[MAX_LENGTH + 1];
  private static final int[] FIRST_LENGTH = new int[ALPHABET_SIZE];

  static {
    int length = MIN_LENGTH;
    for (int symbol = FIRST; symbol < LAST; symbol++) {
      FIRST_LENGTH[symbol] = length;
      for (int i = 0; i < 1 << extraBits(symbol); i++) {
        SYMBOL[length++] = (short) symbol;
      }
    }
    FIRST_LENGTH[LAST] = MAX_LENGTH;
    SYMBOL[MAX_LENGTH] = LAST;
  }

  private LengthSymbols() {}

  /** The symbol of a length of 3 to 258. */
  static int of(int length) {
    return SYMBOL[length];
  }

  /** The smallest length that a symbol stands for. The extra bits count on from it. */
  static int firstLength(int symbol) {
    return FIRST_LENGTH[symbol];
  }

  static int extraBits(int symbol) {
    return symbol == LAST ? 0 : Math.max(0, (symbol - FIRST >> 2) - 1);
  }
}
