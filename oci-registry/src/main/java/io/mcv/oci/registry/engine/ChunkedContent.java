package io.mcv.oci.registry.engine;

import java.io.IOException;
import java.io.InputStream;

/**
 * Content in chunks.
 *
 * <pre>
 * *( size-in-hex [ ";" extensions ] CRLF bytes CRLF )
 * "0" CRLF *( trailer CRLF ) CRLF
 * </pre>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-7.1">RFC 9112, 7.1</a>
 */
final class ChunkedContent extends InputStream {
  private static final int MAX_LINE = 4096;
  private static final int MAX_TRAILER = 64 * 1024;
  private static final int MAX_DIGITS = 15;

  private final InputStream in;
  private final EngineFaults faults;
  private MeasuredContent chunk;
  private boolean begun;
  private boolean ended;

  ChunkedContent(InputStream in, EngineFaults faults) {
    this.in = in;
    this.faults = faults;
    this.chunk = new MeasuredContent(in, 0, faults);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!ended && chunk.left() == 0) {
      next();
    }
    return ended ? -1 : chunk.read(buffer, offset, length);
  }

  private void next() throws IOException {
    if (begun && !new LineReader(in, MAX_LINE, faults).next().isEmpty()) {
      throw faults.garbled("a chunk longer than it says");
    }
    begun = true;
    long size = size(new LineReader(in, MAX_LINE, faults).next());
    chunk = new MeasuredContent(in, size, faults);
    if (size == 0) {
      LineReader trailer = new LineReader(in, MAX_TRAILER, faults);
      while (!trailer.next().isEmpty()) {
        continue; // trailers tell nothing that is asked for
      }
      ended = true;
    }
  }

  private long size(String line) throws IOException {
    int semicolon = line.indexOf(';');
    String digits = (semicolon < 0 ? line : line.substring(0, semicolon)).strip();
    if (digits.isEmpty() || digits.length() > MAX_DIGITS) {
      throw faults.garbled("a wrong chunk");
    }
    long size = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = Character.digit(digits.charAt(i), 16);
      if (digit < 0) {
        throw faults.garbled("a wrong chunk");
      }
      size = size * 16 + digit;
    }
    return size;
  }
}
