package io.mcv.oci.layer.deflate;

import org.jspecify.annotations.Nullable;

/**
 * Writes the blocks of one unit (RFC 1951, 3.2.3 to 3.2.7). A dynamic block may stay open: its
 * {@link OpenTable} then serves the next window too, until something else is begun, which closes
 * it. BFINAL is 0 in every block.
 */
final class BlockWriter {
  private static final int STORED_BLOCK = 0;
  private static final int FIXED_BLOCK = 1 << 1;

  private final BitWriter out;
  private @Nullable OpenTable open;

  BlockWriter(BitWriter out) {
    this.out = out;
  }

  /** Forgets everything, the open table too. */
  void reset() {
    out.reset();
    open = null;
  }

  @Nullable OpenTable open() {
    return open;
  }

  /** Writes the end of block of the open table, if there is one. */
  void close() {
    if (open != null) {
      open.literals().write(LengthSymbols.END_OF_BLOCK, out);
      open = null;
    }
  }

  /**
   * What a stored block of so many bytes is taken to cost, in bits, wherever sizes are compared.
   */
  static int storedBits(int length) {
    return (length + 5) * Byte.SIZE;
  }

  /** Writes bytes {@code [from, to)}, at most 65,535, as a stored block. */
  void writeStored(byte[] bytes, int from, int to) {
    close();
    int length = to - from;
    out.write(STORED_BLOCK, 3);
    out.align();
    out.write(length | (~length & 0xffffL) << 16, 32);
    out.writeBytes(bytes, from, to);
  }

  /** Writes tokens as a fixed block. */
  void writeFixed(TokenBuffer tokens) {
    close();
    out.write(FIXED_BLOCK, 3);
    writeTokens(tokens, HuffmanCode.FIXED_LITERALS, HuffmanCode.FIXED_DISTANCES);
    HuffmanCode.FIXED_LITERALS.write(LengthSymbols.END_OF_BLOCK, out);
  }

  /** Begins a dynamic block, which stays open. */
  void begin(BlockHeader header, HuffmanCode literals, HuffmanCode distances) {
    close();
    header.write(out);
    open = new OpenTable(literals, distances, header.bits());
  }

  /** Writes literals {@code [from, to)} with a code that has all of them. */
  void writeLiterals(byte[] bytes, int from, int to, HuffmanCode literals) {
    for (int i = from; i < to; i++) {
      literals.write(bytes[i] & 0xff, out);
    }
  }

  /** Writes tokens with codes that have all of their symbols; no end of block. */
  void writeTokens(TokenBuffer tokens, HuffmanCode literals, HuffmanCode distances) {
    MatchCodes matches = new MatchCodes(literals, distances);
    byte[] bytes = tokens.literals();
    int literal = 0;
    for (int i = 0; i < tokens.sequenceCount(); i++) {
      long sequence = tokens.sequence(i);
      int end = literal + TokenBuffer.literalsBefore(sequence);
      for (; literal < end; literal++) {
        literals.write(bytes[literal] & 0xff, out);
      }
      matches.write(sequence, out);
    }
    writeLiterals(bytes, literal, tokens.literalCount(), literals);
  }

  /** Ends the unit: an empty stored block, after which the next unit begins at a whole byte. */
  void writeSyncMarker() {
    writeStored(new byte[0], 0, 0);
  }
}
