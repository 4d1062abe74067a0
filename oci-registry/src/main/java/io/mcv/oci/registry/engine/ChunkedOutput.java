package io.mcv.oci.registry.engine;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Sends content in chunks. Only {@link #end} ends it: cut off before, it is nobody's image. */
final class ChunkedOutput extends OutputStream {
  private static final int CHUNK_BYTES = 128 * 1024;
  private static final byte[] CRLF = {'\r', '\n'};
  private static final byte[] LAST = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final OutputStream out;
  private final byte[] chunk = new byte[CHUNK_BYTES];
  private int filled;

  ChunkedOutput(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int from = offset;
    while (from < offset + length) {
      int n = Math.min(offset + length - from, CHUNK_BYTES - filled);
      System.arraycopy(bytes, from, chunk, filled, n);
      filled += n;
      from += n;
      if (filled == CHUNK_BYTES) {
        sendChunk();
      }
    }
  }

  private void sendChunk() throws IOException {
    if (filled > 0) {
      out.write((Integer.toHexString(filled) + "\r\n").getBytes(StandardCharsets.US_ASCII));
      out.write(chunk, 0, filled);
      out.write(CRLF);
      filled = 0;
    }
  }

  /** Sends what is left and says that it was all. */
  void end() throws IOException {
    sendChunk();
    out.write(LAST);
    out.flush();
  }
}
