package io.mcv.oci.layer.deflate;

import java.util.Arrays;

/**
 * The tokens of one window, literals and matches, in their order, and how often each symbol occurs.
 *
 * <p>Tokens are kept as sequences: a run of literals and the match after it, one {@code long} each.
 *
 * <table>
 * <caption>A sequence</caption>
 * <tr><th>bits</th><th>what</th></tr>
 * <tr><td>0 to 14</td><td>extra bits of the distance</td></tr>
 * <tr><td>15 to 19</td><td>symbol of the distance</td></tr>
 * <tr><td>20 to 28</td><td>length, 3 to 258</td></tr>
 * <tr><td>29 to 44</td><td>literals before the match</td></tr>
 * </table>
 *
 * The literals lie one behind the other in an array of their own, where counting and coding them is
 * cheap. Those after the last match belong to no sequence.
 */
final class TokenBuffer {
  /** The matcher makes no match shorter than this. */
  static final int MIN_LENGTH = 4;

  private final byte[] literals;
  private final long[] sequences;
  private int literalCount;
  private int sequenceCount;

  private final int[] literalFrequencies = new int[LengthSymbols.ALPHABET_SIZE];
  private final int[] distanceFrequencies = new int[DistanceSymbols.ALPHABET_SIZE];
  private final int[][] lanes = new int[4][256];

  /**
   * @param maxWindow how many bytes all tokens together stand for, at most
   */
  TokenBuffer(int maxWindow) {
    literals = new byte[maxWindow + Long.BYTES];
    sequences = new long[maxWindow / MIN_LENGTH + 1];
  }

  static int distanceExtra(long sequence) {
    return (int) sequence & 0x7fff;
  }

  static int distanceSymbol(long sequence) {
    return (int) sequence >>> 15 & 0x1f;
  }

  static int length(long sequence) {
    return (int) sequence >>> 20 & 0x1ff;
  }

  static int literalsBefore(long sequence) {
    return (int) (sequence >>> 29);
  }

  void clear() {
    literalCount = 0;
    sequenceCount = 0;
  }

  /**
   * Adds literals, then a match. A match that is too long for one token is split so that no part is
   * shorter than 4.
   *
   * @param bytes has the literals at {@code [from, to)}, and 7 more bytes that can be read
   * @param length of the match, 4 or more
   */
  void add(byte[] bytes, int from, int to, int length, int distance) {
    addLiterals(bytes, from, to);
    long run = to - from;
    int rest = length;
    while (rest > LengthSymbols.MAX_LENGTH) {
      int part = rest < LengthSymbols.MAX_LENGTH + MIN_LENGTH ? 255 : LengthSymbols.MAX_LENGTH;
      addSequence(run, part, distance);
      run = 0;
      rest -= part;
    }
    addSequence(run, rest, distance);
  }

  private void addSequence(long run, int length, int distance) {
    int symbol = DistanceSymbols.of(distance);
    int extra = distance - DistanceSymbols.firstDistance(symbol);
    sequences[sequenceCount++] = run << 29 | length << 20 | symbol << 15 | extra;
  }

  /** Adds literals as {@link #add} does, and no match. */
  void addLiterals(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i += Long.BYTES) {
      LittleEndian.putLong(literals, literalCount + i - from, LittleEndian.getLong(bytes, i));
    }
    literalCount += to - from;
  }

  /** How many tokens there are: literals, and matches after they were split. */
  int tokenCount() {
    return literalCount + sequenceCount;
  }

  int literalCount() {
    return literalCount;
  }

  int sequenceCount() {
    return sequenceCount;
  }

  byte[] literals() {
    return literals;
  }

  long sequence(int index) {
    return sequences[index];
  }

  /** Counts how often each symbol occurs; the end of block not at all. */
  void countSymbols() {
    Arrays.fill(literalFrequencies, 0);
    Arrays.fill(distanceFrequencies, 0);
    countLiterals();
    for (int i = 0; i < sequenceCount; i++) {
      literalFrequencies[LengthSymbols.of(length(sequences[i]))]++;
      distanceFrequencies[distanceSymbol(sequences[i])]++;
    }
  }

  /** Counts in four lanes: equal neighbours would have to wait for each other in one. */
  private void countLiterals() {
    int[] a = lanes[0];
    int[] b = lanes[1];
    int[] c = lanes[2];
    int[] d = lanes[3];
    int i = 0;
    for (; i + 4 <= literalCount; i += 4) {
      int four = LittleEndian.getInt(literals, i);
      a[four & 0xff]++;
      b[four >>> 8 & 0xff]++;
      c[four >>> 16 & 0xff]++;
      d[four >>> 24]++;
    }
    for (; i < literalCount; i++) {
      a[literals[i] & 0xff]++;
    }
    for (int literal = 0; literal < 256; literal++) {
      literalFrequencies[literal] = a[literal] + b[literal] + c[literal] + d[literal];
    }
    for (int[] lane : lanes) {
      Arrays.fill(lane, 0);
    }
  }

  /** Of the last count, over literals, the end of block and length symbols. */
  int[] literalFrequencies() {
    return literalFrequencies;
  }

  /** Of the last count, over distance symbols. */
  int[] distanceFrequencies() {
    return distanceFrequencies;
  }
}
