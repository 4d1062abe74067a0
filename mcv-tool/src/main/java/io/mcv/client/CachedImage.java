package io.mcv.client;

import io.mcv.oci.image.Attachment;
import io.mcv.oci.image.BlobCopy;
import io.mcv.oci.image.ImageSource;
import io.mcv.oci.layout.BlobStore;
import io.mcv.oci.layout.OciLayout;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.RawManifest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * An image of a registry, whose blobs come from the cache where that has them, and stay there when
 * they had to be pulled.
 */
final class CachedImage implements ImageSource {
  private final ImageSource remote;
  private final LayerCache cache;
  private final boolean keeps;
  private final TransferOptions options;
  private final Map<Digest, Future<?>> fetches = new HashMap<>();
  private @Nullable Optional<BlobStore> store;
  private @Nullable ExecutorService threads;

  /**
   * An image over its source, which stays the caller's to close.
   *
   * @param keeps whether blobs that are pulled stay in the cache
   */
  CachedImage(ImageSource remote, LayerCache cache, boolean keeps, TransferOptions options) {
    this.remote = remote;
    this.cache = cache;
    this.keeps = keeps;
    this.options = options;
  }

  /** Begins to pull blobs that will be wanted later, as many at once as the options say. */
  void prefetch(List<Descriptor> blobs) {
    if (blobs.isEmpty() || store().isEmpty()) {
      return;
    }
    ExecutorService pool =
        Executors.newFixedThreadPool(
            Math.min(options.parallel(), blobs.size()), OwnThreads.named("mcv-pull"));
    threads = pool;
    for (Descriptor blob : blobs) {
      fetches.put(
          blob.digest(),
          pool.submit(
              () -> {
                try (InputStream in = stream(blob)) {
                  in.transferTo(OutputStream.nullOutputStream());
                }
                return null;
              }));
    }
  }

  /** Keeps a blob of a layout that it was pulled to. */
  void adopt(OciLayout layout, Descriptor blob) {
    store().ifPresent(open -> open.adopt(layout, blob));
  }

  @Override
  public String describe() {
    return remote.describe();
  }

  @Override
  public RawManifest manifest() throws IOException {
    return remote.manifest();
  }

  @Override
  public RawManifest manifest(Descriptor descriptor) throws IOException {
    return remote.manifest(descriptor);
  }

  @Override
  public boolean keepsManifest() {
    return remote.keepsManifest();
  }

  @Override
  public List<Attachment> attachments(Digest subject) throws IOException {
    return remote.attachments(subject);
  }

  @Override
  public InputStream openBlob(Descriptor blob) throws IOException {
    Future<?> fetch = fetches.get(blob.digest());
    if (fetch != null) {
      OwnThreads.result(fetch);
    }
    return stream(blob);
  }

  @Override
  public void close() throws IOException {
    if (threads != null) {
      OwnThreads.end(threads);
    }
    if (store != null && store.isPresent()) {
      store.get().close();
    }
  }

  private InputStream stream(Descriptor blob) throws IOException {
    Optional<BlobStore> open = store();
    if (open.isEmpty()) {
      return new Told(remote.openBlob(blob), blob, null);
    }
    Semaphore claim = cache.claim(blob.digest());
    try {
      if (open.get().holds(blob)) {
        claim.release();
        options.listener().blob(blob, BlobCopy.PRESENT);
        return open.get().open(blob);
      }
      InputStream pulled = remote.openBlob(blob);
      return new Told(keeps ? open.get().keep(blob, pulled) : pulled, blob, claim);
    } catch (IOException | RuntimeException e) {
      claim.release();
      throw e;
    }
  }

  private synchronized Optional<BlobStore> store() {
    if (store == null) {
      store = cache.open();
    }
    return store;
  }

  /** A pull that the listener hears of, and that lets others at the blob when it is over. */
  private final class Told extends FilterInputStream {
    private final Descriptor blob;
    private final @Nullable Semaphore claim;
    private long count;
    private boolean closed;

    Told(InputStream pulled, Descriptor blob, @Nullable Semaphore claim) {
      super(pulled);
      this.blob = blob;
      this.claim = claim;
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
        count += n;
        options.listener().moved(n);
        if (count == blob.size()) {
          options.listener().blob(blob, BlobCopy.COPIED);
        }
      }
      return n;
    }

    @Override
    public void close() throws IOException {
      if (!closed) {
        closed = true;
        try {
          in.close();
        } finally {
          if (claim != null) {
            claim.release();
          }
        }
      }
    }
  }
}
