package io.mcv.spec.conformance.image;

import io.mcv.spec.CacheKind;

/**
 * Which files of the layers of one image rules look into, and how much of them is kept. In-image
 * manifests have a reserve of their own, which no other file can use up.
 */
public final class WantedFiles {
  /** Bytes of the largest file whose content is kept, in-image manifests apart. */
  public static final int MAX_BYTES = 4 * 1024 * 1024;

  /** Bytes of the largest in-image manifest that is kept. */
  public static final int MAX_MANIFEST_BYTES = 16 * 1024 * 1024;

  /** Bytes of all contents of an image that are kept, in-image manifests apart. */
  public static final long MAX_TOTAL_BYTES = 128L * 1024 * 1024;

  private long left = MAX_TOTAL_BYTES;
  private long leftForManifests = (long) CacheKind.values().length * MAX_MANIFEST_BYTES;

  /** Of an image of which nothing is kept yet. */
  public WantedFiles() {}

  /**
   * Whether the content of a file is to be kept; then it counts as kept.
   *
   * @param path in the layer
   * @param size in bytes
   */
  public boolean take(String path, long size) {
    for (CacheKind kind : CacheKind.values()) {
      if (path.startsWith(kind.manifestFolder() + "/")) {
        return path.endsWith("/manifest.json") && takeManifest(size);
      }
      if (path.startsWith(kind.cacheFolder() + "/")) {
        return (path.endsWith(".json") || path.endsWith("/vllm_compile_cache.py"))
            && takeFile(size);
      }
    }
    return false;
  }

  private boolean takeManifest(long size) {
    boolean fits = size <= MAX_MANIFEST_BYTES && size <= leftForManifests;
    leftForManifests -= fits ? size : 0;
    return fits;
  }

  private boolean takeFile(long size) {
    boolean fits = size <= MAX_BYTES && size <= left;
    left -= fits ? size : 0;
    return fits;
  }
}
