package io.mcv.client;

import io.mcv.oci.image.BlobWriter;
import io.mcv.oci.image.ImageSink;
import io.mcv.oci.image.ImageSource;
import io.mcv.oci.layer.Compressor;
import io.mcv.oci.layer.LayerRewriter;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.LayerCompression;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Layers that a copy compresses anew, a few at a time: each takes memory for its compressor. */
final class LayerRewrites implements Closeable {
  private static final int AT_ONCE = 2;

  private final ImageSource source;
  private final ImageSink sink;
  private final CopyChanges changes;
  private final Semaphore turns = new Semaphore(AT_ONCE);
  private final Map<PlannedLayer.Work, Descriptor> written = new ConcurrentHashMap<>();
  private @Nullable CompressionThreads threads;

  LayerRewrites(ImageSource source, ImageSink sink, CopyChanges changes) {
    this.source = source;
    this.sink = sink;
    this.changes = changes;
  }

  /** What became of the layers so far. */
  Map<PlannedLayer.Work, Descriptor> written() {
    return written;
  }

  /**
   * Rewrites a layer.
   *
   * @param progress is told how many more bytes of the source have been read
   */
  Descriptor rewrite(PlannedLayer layer, LongConsumer progress) throws IOException {
    take();
    try (BlobWriter blob = sink.newBlob(layer.source().digest().algorithm())) {
      LayerRewriter.rewrite(
          new Watched(source.openBlob(layer.source()), progress),
          layer.source(),
          layer.work().diffId(),
          changes.limits(),
          compressor(Objects.requireNonNull(layer.work().rewrite())),
          blob.stream());
      Descriptor result = blob.commit(layer.type());
      written.put(layer.work(), result);
      return result;
    } finally {
      turns.release();
    }
  }

  @Override
  public void close() {
    if (threads != null) {
      threads.close();
    }
  }

  private void take() throws InterruptedIOException {
    try {
      turns.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for a compressor");
    }
  }

  private synchronized Compressor compressor(LayerCompression wanted) {
    if (threads == null) {
      threads = new CompressionThreads();
    }
    Compression asked = changes.compression();
    Compression compression =
        asked != null && asked.kind() == wanted
            ? asked
            : wanted == LayerCompression.GZIP ? changes.gzip() : Compression.NONE;
    int share = Math.max(1, threads.count() / AT_ONCE);
    return compression.compressor(threads.executor(), share);
  }

  /** A blob whose reader is watched. */
  private static final class Watched extends FilterInputStream {
    private final LongConsumer progress;

    Watched(InputStream in, LongConsumer progress) {
      super(in);
      this.progress = progress;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int n = in.read(buffer, offset, length);
      if (n > 0) {
        progress.accept(n);
      }
      return n;
    }
  }
}
