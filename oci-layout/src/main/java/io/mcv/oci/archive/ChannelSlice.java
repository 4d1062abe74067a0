package io.mcv.oci.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A part of a file, read by positions, so that threads can read parts of one file at once. */
final class ChannelSlice extends InputStream {
  private final FileChannel channel;
  private final long end;
  private long position;

  ChannelSlice(FileChannel channel, long start, long size) {
    this.channel = channel;
    this.position = start;
    this.end = start + size;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (position == end) {
      return -1;
    }
    int most = (int) Math.min(length, end - position);
    int n = channel.read(ByteBuffer.wrap(bytes, offset, most), position);
    position += Math.max(n, 0);
    return n;
  }
}
