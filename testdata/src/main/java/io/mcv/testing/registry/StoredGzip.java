package io.mcv.testing.registry;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;

/**
 * gzip that stores its content without compressing it: fast, the same everywhere, and of exactly
 * the size that is asked for.
 *
 * <table>
 * <caption>Bytes</caption>
 * <tr><td>10</td><td>header: {@code 1f 8b 08}, no flags, no time, XFL 0, OS 255</td></tr>
 * <tr><td>5 + n</td><td>a block, n up to 65535: BFINAL, BTYPE 00, LEN, NLEN, the content</td></tr>
 * <tr><td>8</td><td>CRC-32 and size of the content, little-endian</td></tr>
 * </table>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1951#section-3.2.4">RFC 1951, 3.2.4</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1952">RFC 1952</a>
 */
final class StoredGzip {
  private static final int HEADER = 10;
  private static final int TRAILER = 8;
  private static final int BLOCK_HEADER = 5;
  private static final int MAX_BLOCK = 0xffff;

  /** The smallest size: one empty block. */
  static final int MIN_SIZE = HEADER + BLOCK_HEADER + TRAILER;

  private StoredGzip() {}

  /** How many bytes of content make a gzip of this size. */
  static long contentSize(long size) {
    if (size < MIN_SIZE) {
      throw new IllegalArgumentException("the smallest gzip has " + MIN_SIZE + " bytes");
    }
    return size - HEADER - TRAILER - BLOCK_HEADER * blocks(size);
  }

  /**
   * Writes a gzip of this size.
   *
   * @param content read for {@link #contentSize} bytes
   */
  static void write(InputStream content, long size, OutputStream out) throws IOException {
    out.write(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff});
    CRC32 crc = new CRC32();
    long left = contentSize(size);
    ByteBuffer block = ByteBuffer.allocate(BLOCK_HEADER + MAX_BLOCK).order(ByteOrder.LITTLE_ENDIAN);
    for (long blocks = blocks(size); blocks > 0; blocks--) {
      int n = (int) Math.min(left, MAX_BLOCK);
      block.clear();
      block.put((byte) (blocks == 1 ? 1 : 0)).putShort((short) n).putShort((short) ~n);
      if (content.readNBytes(block.array(), BLOCK_HEADER, n) != n) {
        throw new IOException("the content of a gzip is too short");
      }
      crc.update(block.array(), BLOCK_HEADER, n);
      out.write(block.array(), 0, BLOCK_HEADER + n);
      left -= n;
    }
    block.clear();
    block.putInt((int) crc.getValue()).putInt((int) contentSize(size));
    out.write(block.array(), 0, TRAILER);
  }

  /** As few as can be: then none but the last lacks much, and every size is possible. */
  private static long blocks(long size) {
    long body = size - HEADER - TRAILER;
    return Math.max(1, (body + BLOCK_HEADER + MAX_BLOCK - 1) / (BLOCK_HEADER + MAX_BLOCK));
  }
}
