package io.mcv.client;

import io.mcv.oci.layout.BlobStore;
import io.mcv.oci.layout.OciLayout;
import io.mcv.oci.model.Digest;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * The blobs of the vault as a cache by digest, which all commands share: what was pulled once need
 * not be pulled again. Threads that want the same blob at once wait for the one that pulls it.
 */
final class LayerCache {
  private static final int STRIPES = 64;

  private final Path vault;
  private final Map<Integer, Semaphore> stripes = new ConcurrentHashMap<>();

  LayerCache(Path vault) {
    this.vault = vault;
  }

  /** Opens it; empty where the vault cannot be written: then there is just no cache. */
  Optional<BlobStore> open() {
    try {
      return Optional.of(OciLayout.openOrCreate(vault).blobStore());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Waits until nobody else is about to pull a blob; whoever comes after waits for the release. */
  Semaphore claim(Digest digest) throws IOException {
    Semaphore stripe =
        stripes.computeIfAbsent(
            Math.floorMod(digest.hashCode(), STRIPES), number -> new Semaphore(1));
    try {
      stripe.acquire();
      return stripe;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for blob " + digest);
    }
  }
}
