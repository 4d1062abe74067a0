package io.mcv.oci.registry;

import io.mcv.oci.registry.http.HttpContent;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A blob that is sent in parts, one after the other: it is opened once, and again only where a part
 * has to be sent anew.
 */
final class SequentialContent implements Closeable {
  private final HttpContent whole;
  private final LongConsumer progress;
  private @Nullable InputStream stream;
  private long position;

  /**
   * A blob.
   *
   * @param progress is told how many more bytes were sent
   */
  SequentialContent(HttpContent whole, LongConsumer progress) {
    this.whole = whole;
    this.progress = progress;
  }

  long length() {
    return whole.length();
  }

  /** The part of this length that begins at an offset. */
  HttpContent part(long offset, long length) {
    return new HttpContent() {
      @Override
      public long length() {
        return length;
      }

      @Override
      public InputStream open() throws IOException {
        return new Part(at(offset), length);
      }
    };
  }

  @Override
  public void close() throws IOException {
    InputStream open = stream;
    stream = null;
    if (open != null) {
      open.close();
    }
  }

  private InputStream at(long offset) throws IOException {
    InputStream open = stream;
    if (open == null || position != offset) {
      close();
      open = whole.open();
      stream = open;
      open.skipNBytes(offset);
      position = offset;
    }
    return open;
  }

  /** Ends with the part; closing it leaves the blob open for the next one. */
  private final class Part extends InputStream {
    private final InputStream in;
    private long left;

    Part(InputStream in, long length) {
      this.in = in;
      this.left = length;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int n = in.read(buffer, offset, (int) Math.min(length, left));
      if (n > 0) {
        left -= n;
        position += n;
        progress.accept(n);
      }
      return n;
    }
  }
}
