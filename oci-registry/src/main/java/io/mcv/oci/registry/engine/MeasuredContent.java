package io.mcv.oci.registry.engine;

import java.io.IOException;
import java.io.InputStream;

/** Content whose length the head has told. */
final class MeasuredContent extends InputStream {
  private final InputStream in;
  private final EngineFaults faults;
  private long left;

  MeasuredContent(InputStream in, long length, EngineFaults faults) {
    this.in = in;
    this.left = length;
    this.faults = faults;
  }

  /** How many bytes have not been read yet. */
  long left() {
    return left;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (left == 0 || length == 0) {
      return left == 0 ? -1 : 0;
    }
    int n = in.read(buffer, offset, (int) Math.min(length, left));
    if (n < 0) {
      throw faults.cutOff();
    }
    left -= n;
    return n;
  }
}
