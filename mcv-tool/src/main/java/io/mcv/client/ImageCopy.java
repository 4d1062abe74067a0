package io.mcv.client;

import io.mcv.oci.image.Attachment;
import io.mcv.oci.image.BlobCopy;
import io.mcv.oci.image.ImageSink;
import io.mcv.oci.image.ImageSource;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.RawManifest;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Copies an image, byte for byte wherever the destination can hold it so: layers, several at once,
 * then configurations, then the manifests of an index, innermost first, what belongs to them, and
 * the one that the reference names last. Whoever sees the name thus finds everything behind it.
 */
final class ImageCopy {
  private final ImageSource source;
  private final ImageSink sink;
  private final TransferOptions options;
  private final CopyChanges changes;
  private final boolean attachments;
  private final Map<PlannedLayer.Work, PlannedLayer> layers = new LinkedHashMap<>();
  private final Map<Digest, PlannedConfig> configs = new LinkedHashMap<>();
  private final Map<Digest, RawManifest> results = new HashMap<>();
  private final Tally tally = new Tally();

  /** A copy that changes nothing but what the destination asks for, of the image alone. */
  ImageCopy(ImageSource source, ImageSink sink, TransferOptions options) {
    this(source, sink, options, CopyChanges.NONE, false);
  }

  /**
   * A copy.
   *
   * @param attachments whether what belongs to the image is looked for, and copied with it
   */
  ImageCopy(
      ImageSource source,
      ImageSink sink,
      TransferOptions options,
      CopyChanges changes,
      boolean attachments) {
    this.source = source;
    this.sink = sink;
    this.options = options;
    this.changes = changes;
    this.attachments = attachments;
  }

  /** Copies a manifest of the source, or an index with all that is in it, and publishes it. */
  CopyResult run(RawManifest manifest) throws IOException {
    CopyPlan plan = new CopyPlan(source, sink, changes);
    PlannedManifest top = plan.add(manifest);
    CarriedAttachments carried =
        attachments
            ? CarriedAttachments.of(source, sink, plan)
            : CarriedAttachments.none(source, sink);
    gather(plan);
    long bytes = 0;
    for (PlannedLayer layer : layers.values()) {
      bytes += layer.source().size();
    }
    for (PlannedConfig config : configs.values()) {
      bytes += config.target().size();
    }
    options.listener().begins(layers.size() + configs.size(), bytes);
    try (LayerRewrites rewrites = new LayerRewrites(source, sink, changes)) {
      inParallel(layers.values(), layer -> copy(layer, rewrites));
      inParallel(configs.values(), this::copy);
      putManifests(plan, top, carried, rewrites);
      for (Attachment each : carried.carried()) {
        sink.attach(each);
      }
      sink.publish(result(top));
    } finally {
      options.listener().ends();
    }
    return new CopyResult(
        sink.describe(),
        result(top).descriptor(),
        top.changes(),
        tally.copied,
        tally.mounted,
        tally.present,
        tally.bytes,
        carried.carried().size(),
        carried.warnings());
  }

  private void gather(CopyPlan plan) {
    for (PlannedManifest planned : plan.manifests()) {
      if (planned instanceof PlannedManifest.Image image) {
        image.layers().forEach(layer -> layers.putIfAbsent(layer.work(), layer));
        configs.putIfAbsent(image.config().target().digest(), image.config());
      }
    }
  }

  private void putManifests(
      CopyPlan plan, PlannedManifest top, CarriedAttachments carried, LayerRewrites rewrites)
      throws IOException {
    Set<Digest> later = new HashSet<>();
    carried.carried().forEach(each -> later.add(each.manifest().digest()));
    for (PlannedManifest planned : plan.manifests()) {
      RawManifest result =
          planned instanceof PlannedManifest.Image image
              ? image.result(rewrites.written())
              : ((PlannedManifest.Index) planned).result(results);
      results.put(planned.source().digest(), result);
      sink.checkManifest(result);
      if (planned != top && !later.contains(result.digest())) {
        sink.putManifest(result);
      }
    }
  }

  private RawManifest result(PlannedManifest planned) {
    return Objects.requireNonNull(results.get(planned.source().digest()));
  }

  private <T> void inParallel(Collection<T> blobs, BlobTask<T> task) throws IOException {
    if (blobs.isEmpty()) {
      return;
    }
    ExecutorService threads =
        Executors.newFixedThreadPool(
            sink.inOrder() ? 1 : Math.min(options.parallel(), blobs.size()),
            OwnThreads.named("mcv-copy"));
    try {
      CompletionService<@Nullable Void> copies = new ExecutorCompletionService<>(threads);
      for (T blob : blobs) {
        copies.submit(
            () -> {
              task.run(blob);
              return null;
            });
      }
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

  /** Copies one of several. */
  private interface BlobTask<T> {
    void run(T blob) throws IOException;
  }

  private void copy(PlannedLayer layer, LayerRewrites rewrites) throws IOException {
    if (layer.isRewritten()) {
      done(rewrites.rewrite(layer, options.listener()::moved), BlobCopy.COPIED);
    } else {
      copy(layer.source());
    }
  }

  private void copy(PlannedConfig config) throws IOException {
    byte[] content = config.content();
    if (content == null) {
      copy(config.target());
    } else {
      sink.putBlob(config.target(), content);
      options.listener().moved(content.length);
      done(config.target(), BlobCopy.COPIED);
    }
  }

  private void copy(Descriptor blob) throws IOException {
    done(blob, sink.copyBlob(blob, source, options.listener()::moved));
  }

  private void done(Descriptor blob, BlobCopy how) {
    tally.add(blob, how);
    options.listener().blob(blob, how);
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
