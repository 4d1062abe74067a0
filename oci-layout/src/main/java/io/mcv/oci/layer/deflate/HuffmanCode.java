package io.mcv.oci.layer.deflate;

import java.util.Arrays;

/**
 * A prefix code over symbols 0, 1, 2, and so on: the length of each symbol's code, and the code
 * itself as DEFLATE derives it from the lengths (RFC 1951, 3.2.2). A symbol may have none.
 *
 * <p>An entry holds both: the length in bits 0 to 3, and from bit 4 on the code, turned round, so
 * that its most significant bit is written first.
 */
final class HuffmanCode {
  /** The longest code in literal/length and distance codes. */
  static final int MAX_LENGTH = 15;

  /** The code of fixed blocks for literals and lengths (RFC 1951, 3.2.6). */
  static final HuffmanCode FIXED_LITERALS = ofLengths(fixedLiteralLengths());

  /** The code of fixed blocks for distances: 5 bits each. */
  static final HuffmanCode FIXED_DISTANCES = ofLengths(fixedDistanceLengths());

  private static final int SYMBOL_BITS = 9;
  private static final int LENGTH_BITS = 4;

  private final int[] entries;

  private HuffmanCode(int[] entries) {
    this.entries = entries;
  }

  /**
   * An optimal code for symbols that occur so often. Those that do not occur get no code.
   *
   * <p>Which of the equally frequent symbols get the shorter codes: the larger ones.
   *
   * @param maxLength no code is longer than this
   */
  static HuffmanCode of(int[] frequencies, int maxLength) {
    int[] ranked = rank(frequencies);
    int[] lengths = new int[frequencies.length];
    if (ranked.length < 3) {
      for (int rank : ranked) {
        lengths[symbol(rank)] = 1;
      }
      return ofLengths(lengths);
    }
    int[] weights = new int[ranked.length];
    for (int i = 0; i < ranked.length; i++) {
      weights[i] = ranked[i] >>> SYMBOL_BITS;
    }
    int[] counts = CodeLengths.count(weights, maxLength);
    int next = ranked.length;
    for (int length = 1; length <= maxLength; length++) {
      for (int i = 0; i < counts[length]; i++) {
        lengths[symbol(ranked[--next])] = length;
      }
    }
    return ofLengths(lengths);
  }

  /** The symbols that occur, each below its frequency in one number, ascending. */
  private static int[] rank(int[] frequencies) {
    int[] ranked = new int[frequencies.length];
    int count = 0;
    for (int symbol = 0; symbol < frequencies.length; symbol++) {
      if (frequencies[symbol] > 0) {
        ranked[count++] = frequencies[symbol] << SYMBOL_BITS | symbol;
      }
    }
    Arrays.sort(ranked, 0, count);
    return Arrays.copyOf(ranked, count);
  }

  private static int symbol(int rank) {
    return rank & (1 << SYMBOL_BITS) - 1;
  }

  /** The code whose symbols have these lengths, 0 for those without a code. */
  static HuffmanCode ofLengths(int[] lengths) {
    int[] nextCode = new int[MAX_LENGTH + 2];
    for (int length : lengths) {
      nextCode[length + 1]++;
    }
    nextCode[1] = 0;
    for (int length = 1; length <= MAX_LENGTH; length++) {
      nextCode[length + 1] = nextCode[length] + nextCode[length + 1] << 1;
    }
    int[] entries = new int[lengths.length];
    for (int symbol = 0; symbol < lengths.length; symbol++) {
      int length = lengths[symbol];
      if (length > 0) {
        int reversed = Integer.reverse(nextCode[length]++) >>> Integer.SIZE - length;
        entries[symbol] = reversed << LENGTH_BITS | length;
      }
    }
    return new HuffmanCode(entries);
  }

  private static int[] fixedLiteralLengths() {
    int[] lengths = new int[288];
    Arrays.fill(lengths, 0, 144, 8);
    Arrays.fill(lengths, 144, 256, 9);
    Arrays.fill(lengths, 256, 280, 7);
    Arrays.fill(lengths, 280, 288, 8);
    return lengths;
  }

  private static int[] fixedDistanceLengths() {
    int[] lengths = new int[32];
    Arrays.fill(lengths, 5);
    return lengths;
  }

  /** The entry of a symbol, for {@link #code} and {@link #length(int)}. */
  int entry(int symbol) {
    return entries[symbol];
  }

  /** The length in bits of an entry's code, 0 if it has none. */
  static int length(int entry) {
    return entry & (1 << LENGTH_BITS) - 1;
  }

  /** The bits of an entry's code, the first to be written lowest. */
  static int code(int entry) {
    return entry >>> LENGTH_BITS;
  }

  /** Whether every symbol that occurs has a code. */
  boolean covers(int[] frequencies) {
    for (int symbol = 0; symbol < frequencies.length; symbol++) {
      if (frequencies[symbol] > 0 && entries[symbol] == 0) {
        return false;
      }
    }
    return true;
  }

  /** How many bits the codes of all symbols take that occur so often. */
  int totalBits(int[] frequencies) {
    int bits = 0;
    for (int symbol = 0; symbol < frequencies.length; symbol++) {
      bits += frequencies[symbol] * length(entries[symbol]);
    }
    return bits;
  }

  void write(int symbol, BitWriter out) {
    out.write(code(entries[symbol]), length(entries[symbol]));
  }
}
