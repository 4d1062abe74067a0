package io.mcv.oci.layer;

import io.mcv.oci.model.Digest;
import io.mcv.oci.model.DigestAlgorithm;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;

/**
 * The tar on its way to the compressor: gathered in one buffer, so that many small files cost as
 * little as a large one, then hashed and passed on. However content is read, the compressor gets
 * the same pieces.
 */
final class TarOutput {
  private static final int BUFFER_SIZE = 64 * 1024;
  private static final byte[] TRAILER = new byte[2 * TarField.BLOCK_SIZE];

  private final OutputStream out;
  private final MessageDigest sha256 = DigestAlgorithm.SHA256.newMessageDigest();
  private final byte[] buffer = new byte[BUFFER_SIZE];
  private int filled;
  private long flushed;

  TarOutput(OutputStream out) {
    this.out = out;
  }

  void write(byte[] bytes, int length) throws IOException {
    int done = 0;
    while (done < length) {
      makeRoom();
      int n = Math.min(length - done, buffer.length - filled);
      System.arraycopy(bytes, done, buffer, filled, n);
      filled += n;
      done += n;
    }
  }

  /** Takes what one read of the stream gives: the number of bytes, or -1 at the end. */
  int readFrom(InputStream in) throws IOException {
    makeRoom();
    int n = in.read(buffer, filled, buffer.length - filled);
    filled += Math.max(n, 0);
    return n;
  }

  /** Fills the last block with zeros. */
  void pad() throws IOException {
    write(TRAILER, TarField.padding(flushed + filled));
  }

  /** Writes the two zero blocks that end a tar. */
  LayerDigest finish() throws IOException {
    write(TRAILER, TRAILER.length);
    flush();
    return new LayerDigest(Digest.finish(DigestAlgorithm.SHA256, sha256), flushed);
  }

  private void makeRoom() throws IOException {
    if (filled == buffer.length) {
      flush();
    }
  }

  private void flush() throws IOException {
    sha256.update(buffer, 0, filled);
    out.write(buffer, 0, filled);
    flushed += filled;
    filled = 0;
  }
}
