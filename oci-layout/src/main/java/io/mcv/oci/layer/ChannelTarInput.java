package io.mcv.oci.layer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A tar in a file: what is skipped is not read. */
final class ChannelTarInput implements TarInput {
  private final FileChannel channel;
  private final long size;
  private long position;

  ChannelTarInput(FileChannel channel) throws IOException {
    this.channel = channel;
    this.size = channel.size();
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int n = channel.read(ByteBuffer.wrap(bytes, offset, length), position);
    position += Math.max(n, 0);
    return n;
  }

  @Override
  public int skip(long count) {
    int n = (int) Math.min(Math.min(count, size - position), Integer.MAX_VALUE);
    position += Math.max(n, 0);
    return n > 0 ? n : -1;
  }
}
