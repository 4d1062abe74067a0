package io.mcv.oci.layer.deflate;

import java.util.Arrays;

/**
 * Bits packed into bytes as DEFLATE wants them: the first bit is the least significant bit of the
 * first byte (RFC 1951, 3.1.1).
 *
 * <p>There are always fewer than 8 bits that do not fill a byte yet. Every write stores the whole
 * accumulator, 8 bytes, so the array is that much longer than what was reserved.
 */
final class BitWriter {
  /** How many bits can be written at once. */
  static final int MAX_BITS = 56;

  private byte[] bytes = new byte[0];
  private int size;
  private long pending;
  private int pendingBits;

  void reset() {
    size = 0;
    pending = 0;
    pendingBits = 0;
  }

  /** Makes room for so many more bytes. */
  void reserve(int count) {
    int needed = size + count + Long.BYTES;
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(needed, 2 * bytes.length));
    }
  }

  /**
   * Writes bits, for which there must be room.
   *
   * @param bits the bits to write, the first one lowest, and nothing above the last
   * @param count how many, 0 to 56
   */
  void write(long bits, int count) {
    long all = pending | bits << pendingBits;
    int allBits = pendingBits + count;
    LittleEndian.putLong(bytes, size, all);
    size += allBits >>> 3;
    pending = all >>> (allBits & ~7);
    pendingBits = allBits & 7;
  }

  /** Writes zero bits up to the next byte boundary, none if it is reached. */
  void align() {
    write(0, -pendingBits & 7);
  }

  /** Writes bytes {@code [from, to)}; the writer must be at a byte boundary. */
  void writeBytes(byte[] source, int from, int to) {
    System.arraycopy(source, from, bytes, size, to - from);
    size += to - from;
  }

  /** The whole bytes written so far are the first {@link #size()} of this array. */
  byte[] bytes() {
    return bytes;
  }

  int size() {
    return size;
  }
}
