package io.mcv.oci.layer;

import io.mcv.oci.model.Digest;
import io.mcv.oci.model.DigestAlgorithm;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;

/**
 * The tar on its way to the compressor: gathered in chunks, so that many small files cost as little
 * as a large one, hashed, and written on by a thread of its own. However content is read, the
 * compressor gets the same pieces.
 */
final class TarOutput implements TarSink, Closeable {
  private static final byte[] TRAILER = new byte[2 * TarField.BLOCK_SIZE];

  private final ChunkWorker writer;
  private final MessageDigest sha256 = DigestAlgorithm.SHA256.newMessageDigest();
  private Chunk chunk = new Chunk();
  private long hashed;

  /** Writes to a stream that nobody else uses until this is closed. */
  TarOutput(OutputStream out) {
    this.writer =
        ChunkWorker.emptying(
            "mcv-layer-writer",
            full -> {
              out.write(full.bytes, 0, full.length);
              return true;
            });
  }

  @Override
  public void write(byte[] bytes, int length) throws IOException {
    int done = 0;
    while (done < length) {
      makeRoom();
      int n = Math.min(length - done, Chunk.SIZE - chunk.length);
      System.arraycopy(bytes, done, chunk.bytes, chunk.length, n);
      chunk.length += n;
      done += n;
    }
  }

  /** Takes what one read of the stream gives: the number of bytes, or -1 at the end. */
  int readFrom(InputStream in) throws IOException {
    makeRoom();
    int n = in.read(chunk.bytes, chunk.length, Chunk.SIZE - chunk.length);
    chunk.length += Math.max(n, 0);
    return n;
  }

  /** Fills the last block with zeros. */
  void pad() throws IOException {
    write(TRAILER, TarField.padding(hashed + chunk.length));
  }

  /** Writes the two zero blocks that end a tar, and waits until all of it is written. */
  LayerDigest finish() throws IOException {
    write(TRAILER, TRAILER.length);
    hash();
    writer.finish(chunk);
    return new LayerDigest(Digest.finish(DigestAlgorithm.SHA256, sha256), hashed);
  }

  /** Waits for the thread; what was not finished is not written to its end. */
  @Override
  public void close() {
    writer.close();
  }

  private void makeRoom() throws IOException {
    if (chunk.length == Chunk.SIZE) {
      hash();
      chunk = writer.exchange(chunk);
      chunk.length = 0;
    }
  }

  private void hash() {
    sha256.update(chunk.bytes, 0, chunk.length);
    hashed += chunk.length;
  }
}
