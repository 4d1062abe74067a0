package io.mcv.client;

import io.mcv.oci.layer.LayerLimits;
import io.mcv.oci.layer.LayerReader;
import io.mcv.oci.layer.TarEntry;
import io.mcv.oci.model.ImageConfig;
import io.mcv.spec.CacheKind;
import io.mcv.spec.KernelEntry;
import io.mcv.spec.scan.KernelMetadata;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A cache as the layers of its image hold it.
 *
 * @param kind what kind of cache it is
 * @param files number of files
 * @param bytes their sizes added up
 * @param kernels the Triton kernels, each from its own metadata, in the order of the layers
 */
public record CacheEntries(CacheKind kind, long files, long bytes, List<Kernel> kernels) {
  private static final int MAX_METADATA_BYTES = 4 * 1024 * 1024;
  private static final int MAX_KERNELS = 100_000;

  /**
   * One kernel.
   *
   * @param path of its metadata, relative to the cache folder; text of whoever made the image
   * @param entry what the metadata says
   */
  public record Kernel(String path, KernelEntry entry) {}

  /** Copies the list. */
  public CacheEntries {
    kernels = List.copyOf(kernels);
  }

  static CacheEntries read(ResolvedImage image, @Nullable ImageConfig config, LayerLimits limits)
      throws IOException {
    CacheKind kind = CacheContents.kindOf(image, config, limits);
    long[] sums = new long[2];
    List<Kernel> kernels = new ArrayList<>();
    CacheContents.visit(
        image,
        config,
        limits,
        (place, entry, content) -> {
          if (entry.type() == TarEntry.Type.FILE) {
            sums[0]++;
            sums[1] += entry.size();
            kernel(place.path(), entry, content)
                .filter(kernel -> kernels.size() < MAX_KERNELS)
                .ifPresent(kernels::add);
          }
        });
    return new CacheEntries(kind, sums[0], sums[1], kernels);
  }

  private static Optional<Kernel> kernel(String path, TarEntry entry, LayerReader content)
      throws IOException {
    if (!KernelMetadata.mayBe(path) || entry.size() > MAX_METADATA_BYTES) {
      return Optional.empty();
    }
    return KernelMetadata.parse(content.content().readAllBytes())
        .map(kernel -> new Kernel(path, kernel));
  }
}
