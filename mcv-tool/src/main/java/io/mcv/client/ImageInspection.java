package io.mcv.client;

import io.mcv.oci.image.InspectReport;
import io.mcv.oci.layer.LayerLimits;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.ImageConfig;
import io.mcv.oci.model.Platform;
import io.mcv.spec.image.CacheLabels;
import io.mcv.spec.image.CacheSummary;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An image that is looked at. No layer is opened but by {@link #cacheEntries}.
 *
 * <p>Close it when done; it is for one thread.
 */
public final class ImageInspection implements Closeable {
  private final Found found;
  private final Platform platform;
  private final LayerCache cache;
  private final TransferOptions transfers;
  private @Nullable ResolvedImage resolved;

  ImageInspection(Found found, Platform platform, LayerCache cache, TransferOptions transfers) {
    this.found = found;
    this.platform = platform;
    this.cache = cache;
    this.transfers = transfers;
  }

  /** The manifest or index that the reference names, as stored. */
  public byte[] rawManifest() throws IOException {
    return found.source().manifest().bytes();
  }

  /**
   * What {@code skopeo inspect} tells of the image.
   *
   * @param tags as {@link #tags} gives them, or none
   */
  public InspectReport report(List<String> tags) throws IOException {
    ResolvedImage image = resolved();
    InspectReport.requireImage(image.manifest());
    return InspectReport.of(
        image.addressed(), image.manifest(), image.configBytes(), found.repository(), tags);
  }

  /**
   * The tags of the image's repository, in the order of its registry; none where the place has no
   * such list.
   *
   * @throws io.mcv.oci.registry.RegistryAccessException if the user may read the image, but not the
   *     list
   */
  public List<String> tags() throws IOException {
    Found.Tags list = found.tags();
    return list == null ? List.of() : list.list();
  }

  /** The configuration of the image, as stored. */
  public byte[] rawConfig() throws IOException {
    return resolved().configBytes();
  }

  /** What {@code skopeo inspect --config} prints, in UTF-8. */
  public byte[] configReport() throws IOException {
    InspectReport.requireImage(resolved().manifest());
    return InspectReport.configReport(rawConfig());
  }

  /**
   * The cache in the image, as its labels tell it.
   *
   * @throws NotACacheImageException if it has no labels of a cache
   */
  public CacheOverview cache() throws IOException {
    ResolvedImage image = resolved();
    ImageConfig config = image.config();
    Map<String, String> labels = ResolvedImage.labels(config);
    Optional<CacheSummary> summary = CacheLabels.read(labels);
    if (summary.isEmpty()) {
      throw new NotACacheImageException(
          found.name()
              + " has no labels of a kernel cache; --cache --entries looks into its layers");
    }
    return new CacheOverview(
        found.name(), image.addressed().digest(), storedSize(image), summary.get());
  }

  /** The cache in the image, read from its layers; every layer is verified to its end. */
  public CacheEntries cacheEntries(LayerLimits limits) throws IOException {
    ResolvedImage image = resolved();
    if (!found.isRemote()) {
      return CacheEntries.read(image, image.config(), limits);
    }
    try (CachedImage cached = new CachedImage(found.source(), cache, true, transfers)) {
      return CacheEntries.read(image.from(cached), image.config(), limits);
    }
  }

  @Override
  public void close() throws IOException {
    found.close();
  }

  private ResolvedImage resolved() throws IOException {
    ResolvedImage image = resolved;
    if (image == null) {
      image = ResolvedImage.of(found.source(), platform);
      resolved = image;
    }
    return image;
  }

  private static long storedSize(ResolvedImage image) {
    return image.manifest().layers().stream().mapToLong(Descriptor::size).sum();
  }
}
