package io.mcv.client.conformance;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A blob that is read on where a reader of it gave up. It fails with what it failed with before: a
 * stream that verifies does so once.
 */
final class BlobOnce extends FilterInputStream {
  private @Nullable IOException failure;

  BlobOnce(InputStream blob) {
    super(blob);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (failure != null) {
      throw failure;
    }
    try {
      return in.read(bytes, offset, length);
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  /** The same, left open when it is closed. */
  InputStream shielded() {
    return new FilterInputStream(this) {
      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        return BlobOnce.this.read(bytes, offset, length);
      }

      @Override
      public void close() {
        // whoever opened the blob closes it
      }
    };
  }
}
