package io.mcv.oci.layer;

import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.DigestAlgorithm;
import io.mcv.oci.model.DigestMismatchException;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * The tar of a layer: decompressed as its first bytes ask for, whatever its media type says, hashed
 * and counted as it is read. Every decompressor reads its input to the end, so that the end of the
 * tar is the end of a blob whose digest was right.
 *
 * <p>A thread of its own reads, verifies and decompresses the blob, half a mebibyte of tar ahead at
 * most. What goes wrong there is thrown here, when all before it was handed out.
 */
final class LayerStream implements TarInput, Closeable {
  private final Digest layer;
  private final @Nullable Digest expectedDiffId;
  private final LayerBudget budget;
  private final Counted compressed;
  private final InputStream tar;
  private final DigestAlgorithm algorithm;
  private final MessageDigest hash;
  private final ChunkWorker reader;
  private Chunk chunk = new Chunk();
  private int next;
  private int limit;
  private long unpacked;
  private boolean ended;

  LayerStream(
      InputStream blob, Descriptor descriptor, @Nullable Digest expectedDiffId, LayerBudget budget)
      throws IOException {
    this(
        blob,
        descriptor,
        expectedDiffId,
        expectedDiffId == null ? DigestAlgorithm.SHA256 : expectedDiffId.algorithm(),
        budget);
  }

  LayerStream(
      InputStream blob,
      Descriptor descriptor,
      @Nullable Digest expectedDiffId,
      DigestAlgorithm algorithm,
      LayerBudget budget)
      throws IOException {
    this.layer = descriptor.digest();
    this.expectedDiffId = expectedDiffId;
    this.budget = budget;
    this.compressed = new Counted(blob);
    this.tar = Decompression.open(compressed, "layer " + layer, budget.limits().maxZstdWindowLog());
    this.algorithm = algorithm;
    this.hash = algorithm.newMessageDigest();
    this.reader = ChunkWorker.filling("mcv-layer-reader", this::readAhead);
  }

  @Override
  public long position() {
    return unpacked - (limit - next);
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (next == limit && !advance()) {
      return -1;
    }
    int n = Math.min(length, limit - next);
    System.arraycopy(chunk.bytes, next, bytes, offset, n);
    next += n;
    return n;
  }

  @Override
  public int skip(long count) throws IOException {
    if (next == limit && !advance()) {
      return -1;
    }
    int n = (int) Math.min(count, limit - next);
    next += n;
    return n;
  }

  private boolean advance() throws IOException {
    if (ended) {
      return false;
    }
    ended = true; // as it stays if this fails
    chunk = reader.exchange(chunk);
    next = 0;
    limit = Math.max(chunk.length, 0);
    ended = limit == 0;
    hash.update(chunk.bytes, 0, limit);
    unpacked += limit;
    budget.countUnpacked(limit);
    checkRatio();
    return !ended;
  }

  private boolean readAhead(Chunk empty) throws IOException {
    empty.length = tar.read(empty.bytes);
    empty.blobPosition = compressed.count;
    return empty.length > 0;
  }

  private void checkRatio() throws LayerLimitException {
    LayerLimits limits = budget.limits();
    if (unpacked > limits.ratioFreeBytes()
        && (unpacked - 1) / limits.maxRatio() >= chunk.blobPosition) {
      throw LayerLimitException.of(
          LayerFault.EXPANSION,
          "layer " + layer + " grows more than " + limits.maxRatio() + "-fold when it is unpacked",
          limits.maxRatio(),
          "--max-ratio");
    }
  }

  /**
   * To be called when {@link #read} has found the end.
   *
   * @throws DigestMismatchException if the tar is not the one that was expected
   */
  LayerDigest finish() throws IOException {
    Digest diffId = Digest.finish(algorithm, hash);
    if (expectedDiffId != null && !expectedDiffId.equals(diffId)) {
      throw new DigestMismatchException("the layer of diffID", expectedDiffId, diffId);
    }
    return new LayerDigest(diffId, unpacked);
  }

  @Override
  public void close() throws IOException {
    reader.close();
    tar.close();
  }

  private static final class Counted extends FilterInputStream {
    private long count;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int next = in.read();
      count += next < 0 ? 0 : 1;
      return next;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int n = in.read(bytes, offset, length);
      count += Math.max(n, 0);
      return n;
    }
  }
}
