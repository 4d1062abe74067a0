package io.mcv.oci.layer.deflate;

/**
 * The header of a dynamic block: the lengths of its two codes, cut into runs, and these coded by a
 * third code (RFC 1951, 3.2.7).
 *
 * <table>
 * <caption>The header, in the order of its bits</caption>
 * <tr><th>bits</th><th>what</th></tr>
 * <tr><td>1</td><td>BFINAL, 0</td></tr>
 * <tr><td>2</td><td>BTYPE, 2</td></tr>
 * <tr><td>5</td><td>HLIT: number of literal/length codes, less 257</td></tr>
 * <tr><td>5</td><td>HDIST: number of distance codes, less 1</td></tr>
 * <tr><td>4</td><td>HCLEN: number of code length codes, less 4</td></tr>
 * <tr><td>3 each</td><td>the lengths of the code length codes</td></tr>
 * <tr><td>1 to 7 each</td><td>code length symbols, some with extra bits</td></tr>
 * </table>
 *
 * <table>
 * <caption>Code length symbols</caption>
 * <tr><th>symbol</th><th>stands for</th><th>extra bits</th></tr>
 * <tr><td>0 to 15</td><td>this length</td><td>0</td></tr>
 * <tr><td>16</td><td>the length before it, 3 to 6 times</td><td>2</td></tr>
 * <tr><td>17</td><td>length 0, 3 to 10 times</td><td>3</td></tr>
 * <tr><td>18</td><td>length 0, 11 to 138 times</td><td>7</td></tr>
 * </table>
 */
final class BlockHeader {
  private static final int DYNAMIC_BLOCK = 2 << 1;
  private static final int MAX_CODE_LENGTH_BITS = 7;
  private static final int REPEAT = 16;
  private static final int ZEROS = 17;
  private static final int MANY_ZEROS = 18;
  private static final int SYMBOLS = 19;
  private static final int SYMBOL_BITS = 5;

  /** The lengths that seldom occur come last, where they can be left out. */
  private static final int[] TRANSMISSION_ORDER = {
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15
  };

  private final int literalCodes;
  private final int distanceCodes;

  /** A symbol each, and above it the value of its extra bits. */
  private final int[] runs;

  private int runCount;
  private final int[] frequencies = new int[SYMBOLS];
  private final HuffmanCode codeLengthCode;
  private final int codeLengthCodes;

  /**
   * @param literalCodes how many lengths of the literal/length code are transmitted, at least 257
   * @param distanceCodes how many lengths of the distance code are transmitted, at least 1
   */
  BlockHeader(HuffmanCode literals, int literalCodes, HuffmanCode distances, int distanceCodes) {
    this.literalCodes = literalCodes;
    this.distanceCodes = distanceCodes;
    runs = new int[literalCodes + distanceCodes];
    cutIntoRuns(concatenate(literals, literalCodes, distances, distanceCodes));
    codeLengthCode = HuffmanCode.of(frequencies, MAX_CODE_LENGTH_BITS);
    codeLengthCodes = transmittedCodeLengthCodes();
  }

  private static int[] concatenate(
      HuffmanCode literals, int literalCodes, HuffmanCode distances, int distanceCodes) {
    int[] lengths = new int[literalCodes + distanceCodes];
    for (int i = 0; i < literalCodes; i++) {
      lengths[i] = HuffmanCode.length(literals.entry(i));
    }
    for (int i = 0; i < distanceCodes; i++) {
      lengths[literalCodes + i] = HuffmanCode.length(distances.entry(i));
    }
    return lengths;
  }

  /** Runs may reach from the literal/length code into the distance code. */
  private void cutIntoRuns(int[] lengths) {
    int start = 0;
    while (start < lengths.length) {
      int end = start + 1;
      while (end < lengths.length && lengths[end] == lengths[start]) {
        end++;
      }
      if (lengths[start] == 0) {
        addZeros(end - start);
      } else {
        addLengths(lengths[start], end - start);
      }
      start = end;
    }
  }

  private void addZeros(int count) {
    int rest = count;
    while (rest >= 11) {
      int run = Math.min(138, rest);
      add(MANY_ZEROS, run - 11);
      rest -= run;
    }
    if (rest >= 3) {
      add(ZEROS, rest - 3);
      rest = 0;
    }
    addEach(0, rest);
  }

  private void addLengths(int length, int count) {
    add(length, 0);
    int rest = count - 1;
    while (rest >= 3) {
      int run = Math.min(6, rest);
      add(REPEAT, run - 3);
      rest -= run;
    }
    addEach(length, rest);
  }

  private void addEach(int length, int count) {
    for (int i = 0; i < count; i++) {
      add(length, 0);
    }
  }

  private void add(int symbol, int extra) {
    runs[runCount++] = extra << SYMBOL_BITS | symbol;
    frequencies[symbol]++;
  }

  private int transmittedCodeLengthCodes() {
    int count = SYMBOLS;
    while (count > 4 && frequencies[TRANSMISSION_ORDER[count - 1]] == 0) {
      count--;
    }
    return count;
  }

  /** The size of the header in bits. */
  int bits() {
    int bits = 3 + 5 + 5 + 4 + 3 * codeLengthCodes + codeLengthCode.totalBits(frequencies);
    for (int symbol = REPEAT; symbol <= MANY_ZEROS; symbol++) {
      bits += frequencies[symbol] * extraBits(symbol);
    }
    return bits;
  }

  private static int extraBits(int symbol) {
    return switch (symbol) {
      case REPEAT -> 2;
      case ZEROS -> 3;
      case MANY_ZEROS -> 7;
      default -> 0;
    };
  }

  void write(BitWriter out) {
    out.write(DYNAMIC_BLOCK, 3);
    out.write(literalCodes - LengthSymbols.FIRST, 5);
    out.write(distanceCodes - 1, 5);
    out.write(codeLengthCodes - 4, 4);
    for (int i = 0; i < codeLengthCodes; i++) {
      out.write(HuffmanCode.length(codeLengthCode.entry(TRANSMISSION_ORDER[i])), 3);
    }
    for (int i = 0; i < runCount; i++) {
      int symbol = runs[i] & (1 << SYMBOL_BITS) - 1;
      codeLengthCode.write(symbol, out);
      out.write(runs[i] >>> SYMBOL_BITS, extraBits(symbol));
    }
  }
}
