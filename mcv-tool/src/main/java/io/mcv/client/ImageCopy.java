package io.mcv.client;

import io.mcv.oci.image.BlobCopy;
import io.mcv.oci.image.ImageSink;
import io.mcv.oci.image.ImageSource;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.ImageIndex;
import io.mcv.oci.model.ImageManifest;
import io.mcv.oci.model.MalformedDocumentException;
import io.mcv.oci.model.Manifest;
import io.mcv.oci.model.RawManifest;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Copies an image as it is, byte for byte: layers, several at once, then configurations, then the
 * manifests of an index, innermost first, and the one that the reference names last. Whoever sees
 * the name thus finds everything behind it.
 */
final class ImageCopy {
  private static final int MAX_DEPTH = 4;
  private static final int MAX_MANIFESTS = 10_000;

  private final ImageSource source;
  private final ImageSink sink;
  private final TransferOptions options;
  private final Map<Digest, Descriptor> layers = new LinkedHashMap<>();
  private final Map<Digest, Descriptor> configs = new LinkedHashMap<>();
  private final Map<Digest, RawManifest> children = new LinkedHashMap<>();

  ImageCopy(ImageSource source, ImageSink sink, TransferOptions options) {
    this.source = source;
    this.sink = sink;
    this.options = options;
  }

  /** Copies a manifest of the source, or an index with all that is in it, and publishes it. */
  CopyResult run(RawManifest manifest) throws IOException {
    gather(manifest, 0);
    Tally tally = new Tally();
    long bytes = sum(layers.values()) + sum(configs.values());
    options.listener().begins(layers.size() + configs.size(), bytes);
    try {
      copy(layers.values(), tally);
      copy(configs.values(), tally);
      for (RawManifest child : children.values()) {
        sink.putManifest(child);
      }
      sink.publish(manifest);
    } finally {
      options.listener().ends();
    }
    return new CopyResult(
        sink.describe(),
        manifest.descriptor(),
        tally.copied,
        tally.mounted,
        tally.present,
        tally.bytes);
  }

  private void gather(RawManifest raw, int depth) throws IOException {
    if (depth > MAX_DEPTH || children.size() > MAX_MANIFESTS) {
      throw new MalformedDocumentException(
          source.describe()
              + " nests more than "
              + MAX_DEPTH
              + " indexes or names more than "
              + MAX_MANIFESTS
              + " manifests");
    }
    sink.checkManifest(raw);
    Manifest manifest = raw.parse();
    if (manifest instanceof ImageManifest image) {
      image.layers().forEach(layer -> layers.putIfAbsent(layer.digest(), layer));
      configs.putIfAbsent(image.config().digest(), image.config());
    } else if (manifest instanceof ImageIndex index) {
      for (Descriptor each : index.manifests()) {
        if (!children.containsKey(each.digest())) {
          RawManifest child = source.manifest(each);
          gather(child, depth + 1);
          children.put(child.digest(), child);
        }
      }
    }
  }

  private void copy(Collection<Descriptor> blobs, Tally tally) throws IOException {
    if (blobs.isEmpty()) {
      return;
    }
    ExecutorService threads =
        Executors.newFixedThreadPool(
            sink.inOrder() ? 1 : Math.min(options.parallel(), blobs.size()),
            OwnThreads.named("mcv-copy"));
    try {
      CompletionService<BlobCopy> copies = new ExecutorCompletionService<>(threads);
      blobs.forEach(blob -> copies.submit(() -> copy(blob, tally)));
      for (int i = 0; i < blobs.size(); i++) {
        OwnThreads.result(copies.take());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while copying " + source.describe());
    } finally {
      OwnThreads.end(threads);
    }
  }

  private BlobCopy copy(Descriptor blob, Tally tally) throws IOException {
    BlobCopy how = sink.copyBlob(blob, source, options.listener()::moved);
    tally.add(blob, how);
    options.listener().blob(blob, how);
    return how;
  }

  private static long sum(Collection<Descriptor> blobs) {
    return blobs.stream().mapToLong(Descriptor::size).sum();
  }

  /** What became of the blobs. */
  private static final class Tally {
    private int copied;
    private int mounted;
    private int present;
    private long bytes;

    synchronized void add(Descriptor blob, BlobCopy how) {
      switch (how) {
        case COPIED -> {
          copied++;
          bytes += blob.size();
        }
        case MOUNTED -> mounted++;
        case PRESENT -> present++;
      }
    }
  }
}
