package io.mcv.oci.layer.deflate;

import java.util.Arrays;

/**
 * Codes one unit of the input: up to 1 MiB that is coded by itself, so that units can be coded at
 * the same time. Matches may reach into the dictionary, the end of the unit before it.
 *
 * <p>A unit is cut into windows of 65,535 bytes, as long as more than that is left; what is left
 * then is its last window.
 *
 * <table>
 * <caption>How a window is coded</caption>
 * <tr><th>window</th><th>coded as</th></tr>
 * <tr><td>the last, up to 32 bytes</td><td>stored block</td></tr>
 * <tr><td>the last, up to 127 bytes</td><td>literals, by {@link LiteralCoder}</td></tr>
 * <tr><td>without a match</td><td>stored block</td></tr>
 * <tr><td>with less than 1/16 fewer tokens than bytes</td>
 *     <td>literals, by {@link LiteralCoder}</td></tr>
 * <tr><td>any other</td><td>tokens, by {@link TokenCoder}</td></tr>
 * </table>
 *
 * A unit takes at most 4 MiB: its bytes, their code, tables and tokens.
 */
final class UnitCoder {
  static final int UNIT_SIZE = 1 << 20;
  static final int DICTIONARY_SIZE = 16 * 1024;

  private static final int WINDOW_SIZE = 65_535;
  private static final int MAX_STORED = 32;
  private static final int MAX_LITERALS_ONLY = 127;
  private static final int MIN_SAVING_SHIFT = 4;

  /** Besides its bytes a window needs no more than this, even if a table's guess is far off. */
  private static final int MAX_OVERHEAD = 256;

  private static final int FIRST_CAPACITY = 128 * 1024;
  private static final int MAX_CAPACITY = DICTIONARY_SIZE + UNIT_SIZE + Long.BYTES;

  private byte[] bytes = new byte[FIRST_CAPACITY];
  private final Matcher matcher = new Matcher();
  private final TokenBuffer tokens = new TokenBuffer(WINDOW_SIZE);
  private final BitWriter out = new BitWriter();
  private final BlockWriter blocks = new BlockWriter(out);
  private final LiteralCoder literalCoder = new LiteralCoder(blocks);
  private final TokenCoder tokenCoder;

  /** Where the unit begins: behind the dictionary, or at 0 where it has none. */
  private int start;

  private int end;

  UnitCoder(GzipProfile profile) {
    tokenCoder = new TokenCoder(blocks, profile);
  }

  /** Begins the first unit, which has no dictionary. */
  void begin() {
    start = 0;
    end = 0;
  }

  /** Begins the unit after a full one. */
  void beginAfter(UnitCoder previous) {
    System.arraycopy(previous.bytes, previous.end - DICTIONARY_SIZE, bytes, 0, DICTIONARY_SIZE);
    start = DICTIONARY_SIZE;
    end = DICTIONARY_SIZE;
  }

  /** Takes as many bytes as there is room for, and returns how many. */
  int append(byte[] source, int offset, int length) {
    int count = Math.min(length, UNIT_SIZE - (end - start));
    if (end + count + Long.BYTES > bytes.length) {
      int capacity = Math.max(end + count + Long.BYTES, 4 * bytes.length);
      bytes = Arrays.copyOf(bytes, Math.min(capacity, MAX_CAPACITY));
    }
    System.arraycopy(source, offset, bytes, end, count);
    end += count;
    return count;
  }

  boolean isFull() {
    return end - start == UNIT_SIZE;
  }

  /** Codes the unit, down to the sync marker. */
  void code() {
    blocks.reset();
    matcher.begin(bytes);
    if (start > 0 && end - start > MAX_LITERALS_ONLY) {
      matcher.findMatches(0, start, tokens);
    }
    int from = start;
    for (; end - from > WINDOW_SIZE; from += WINDOW_SIZE) {
      codeWindow(from, from + WINDOW_SIZE, false);
    }
    if (end > from) {
      codeWindow(from, end, true);
    }
    out.reserve(MAX_OVERHEAD);
    blocks.close();
    blocks.writeSyncMarker();
  }

  private void codeWindow(int from, int to, boolean last) {
    int length = to - from;
    out.reserve(length + MAX_OVERHEAD);
    if (last && length <= MAX_STORED) {
      blocks.writeStored(bytes, from, to);
      return;
    }
    if (last && length <= MAX_LITERALS_ONLY) {
      literalCoder.code(bytes, from, to);
      return;
    }
    matcher.findMatches(from, to, tokens);
    if (tokens.tokenCount() == 0) {
      blocks.writeStored(bytes, from, to);
    } else if (tokens.tokenCount() > length - (length >> MIN_SAVING_SHIFT)) {
      literalCoder.code(bytes, from, to);
    } else {
      tokenCoder.code(tokens, bytes, from, to, last);
    }
  }

  /** The code: so many of the first of these bytes as {@link #codedSize()}. */
  byte[] coded() {
    return out.bytes();
  }

  int codedSize() {
    return out.size();
  }
}
