package io.mcv.client;

import io.mcv.oci.image.InspectReport;
import io.mcv.oci.image.SkopeoDialect;
import io.mcv.oci.layer.LayerLimits;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.ImageConfig;
import io.mcv.oci.model.NotFoundException;
import io.mcv.oci.model.Platform;
import io.mcv.spec.image.CacheLabels;
import io.mcv.spec.image.CacheSummary;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An image that is looked at. No layer is opened but by {@link #cacheEntries} and {@link
 * #unpackedSize}.
 *
 * <p>Close it when done; it is for one thread.
 */
public final class ImageInspection implements Closeable {
  private final Found found;
  private final @Nullable Platform platform;
  private final LayerCache cache;
  private final TransferOptions transfers;
  private @Nullable ResolvedImage resolved;

  ImageInspection(
      Found found, @Nullable Platform platform, LayerCache cache, TransferOptions transfers) {
    this.found = found;
    this.platform = platform;
    this.cache = cache;
    this.transfers = transfers;
  }

  /**
   * Whether it is an index of several images of which none fits: neither the platform that was
   * asked for, nor this host's where none was.
   */
  public boolean isOfOtherPlatforms() throws IOException {
    return !ResolvedImage.isThere(found.source(), platform);
  }

  /**
   * Every image of an index, without artifacts; the image itself where it is none. They are closed
   * with this inspection.
   *
   * @throws NotFoundException if there is none
   */
  public List<ImageInspection> images() throws IOException {
    List<ImageInspection> images = new ArrayList<>();
    for (ResolvedImage.ListedImage listed : ResolvedImage.all(found.source())) {
      ImageInspection one = new ImageInspection(found, listed.platform(), cache, transfers);
      one.resolved = listed.image();
      images.add(one);
    }
    if (images.isEmpty()) {
      throw new NotFoundException(found.name() + " has no image, only artifacts", List.of());
    }
    return images;
  }

  /** What the image runs on: as its index says, else its configuration. */
  public Platform platform() throws IOException {
    if (platform != null) {
      return platform;
    }
    ImageConfig config = ImageConfig.parse(rawConfig());
    return new Platform(
        config.architecture(), config.os(), config.osVersion(), List.of(), config.variant());
  }

  /** The manifest or index that the reference names, as stored. */
  public byte[] rawManifest() throws IOException {
    return found.source().manifest().bytes();
  }

  /**
   * What {@code skopeo inspect} tells of the image.
   *
   * @param tags as {@link #tags} gives them, or none
   * @param dialect whose report it is
   */
  public InspectReport report(List<String> tags, SkopeoDialect dialect) throws IOException {
    ResolvedImage image = resolved();
    InspectReport.requireImage(image.manifest());
    return InspectReport.of(
        image.addressed(),
        image.manifest(),
        image.configBytes(),
        found.repository(),
        tags,
        dialect);
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

  /** The configuration of the image, which must be an image's. */
  public ImageConfig config() throws IOException {
    InspectReport.requireImage(resolved().manifest());
    return ImageConfig.parse(rawConfig());
  }

  /** Bytes of all layers, as stored. */
  public long compressedSize() throws IOException {
    return resolved().manifest().layers().stream().mapToLong(Descriptor::size).sum();
  }

  /** The reference, as it was resolved. */
  String name() {
    return found.name();
  }

  /** The place that has it. */
  String place() {
    return found.place();
  }

  /** The digest of the manifest or index that the reference names. */
  Digest digest() throws IOException {
    return resolved().addressed().digest();
  }

  /** Bytes of the tars of all layers, which are read for it and verified to their ends. */
  public long unpackedSize(LayerLimits limits) throws IOException {
    return withLayers(image -> UnpackedSize.of(image, config(), limits));
  }

  /**
   * The cache in the image, as its labels tell it.
   *
   * @throws NotACacheImageException if it has no labels of a cache
   */
  public CacheOverview cache() throws IOException {
    Optional<CacheSummary> summary = labels();
    if (summary.isEmpty()) {
      throw new NotACacheImageException(
          found.name() + " has no labels of a kernel cache; --entries looks into its layers");
    }
    return new CacheOverview(found.name(), digest(), compressedSize(), summary.get());
  }

  /** What the labels tell of the cache; empty where none does. */
  Optional<CacheSummary> labels() throws IOException {
    return CacheLabels.read(ResolvedImage.labels(resolved().config()));
  }

  /** The cache in the image, read from its layers; every layer is verified to its end. */
  public CacheEntries cacheEntries(LayerLimits limits) throws IOException {
    return withLayers(image -> LayerEntries.read(image, image.config(), limits));
  }

  /** Something that the layers are read for. */
  @FunctionalInterface
  private interface LayerUse<T> {
    T of(ResolvedImage image) throws IOException;
  }

  /** What had to be pulled for it stays in the cache. */
  private <T> T withLayers(LayerUse<T> use) throws IOException {
    ResolvedImage image = resolved();
    if (!found.isRemote()) {
      return use.of(image);
    }
    try (CachedImage cached = new CachedImage(found.source(), cache, true, transfers)) {
      return use.of(image.from(cached));
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
}
