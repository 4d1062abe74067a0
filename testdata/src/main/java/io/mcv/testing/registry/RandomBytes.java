package io.mcv.testing.registry;

import java.io.InputStream;
import java.util.SplittableRandom;

/** Pseudo-random bytes that do not compress: the same for the same seed, made as they are read. */
final class RandomBytes extends InputStream {
  private static final int BLOCK = 8192;

  private final SplittableRandom random;
  private final byte[] block = new byte[BLOCK];
  private int used = BLOCK;
  private long left;

  RandomBytes(long seed, long size) {
    this.random = new SplittableRandom(seed);
    this.left = size;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) {
    if (length == 0) {
      return 0;
    }
    if (left == 0) {
      return -1;
    }
    // Always whole blocks from the generator, so that the bytes do not depend on how they are read.
    if (used == BLOCK) {
      random.nextBytes(block);
      used = 0;
    }
    int n = (int) Math.min(left, Math.min(length, BLOCK - used));
    System.arraycopy(block, used, buffer, offset, n);
    used += n;
    left -= n;
    return n;
  }
}
