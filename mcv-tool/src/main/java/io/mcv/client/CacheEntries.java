package io.mcv.client;

import io.mcv.spec.CacheKind;
import io.mcv.spec.KernelEntry;
import io.mcv.spec.image.InImageManifest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cache as the layers of its image hold it.
 *
 * @param kind what kind of cache it is
 * @param files number of files
 * @param bytes their sizes added up
 * @param kernels the Triton kernels, each from its own metadata, in the order of the layers
 * @param folders the key folders of a Triton cache, or the hash folders of a vLLM cache, relative
 *     to the cache folder; text of whoever made the image
 * @param manifest the {@code manifest.json} beside the cache folder; null where there is none, or
 *     none that can be read
 * @param warnings what the user should know, one sentence each
 */
public record CacheEntries(
    CacheKind kind,
    long files,
    long bytes,
    List<Kernel> kernels,
    List<String> folders,
    @Nullable InImageManifest manifest,
    List<String> warnings) {
  /**
   * One kernel.
   *
   * @param path of its metadata, relative to the cache folder; text of whoever made the image
   * @param entry what the metadata says
   */
  public record Kernel(String path, KernelEntry entry) {}

  /** Copies the lists. */
  public CacheEntries {
    kernels = List.copyOf(kernels);
    folders = List.copyOf(folders);
    warnings = List.copyOf(warnings);
  }
}
