package io.mcv.client;

import io.mcv.oci.image.ImageSource;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.ImageConfig;
import io.mcv.oci.model.ImageIndex;
import io.mcv.oci.model.ImageManifest;
import io.mcv.oci.model.LimitExceededException;
import io.mcv.oci.model.MalformedDocumentException;
import io.mcv.oci.model.Manifest;
import io.mcv.oci.model.MediaType;
import io.mcv.oci.model.NotFoundException;
import io.mcv.oci.model.Platform;
import io.mcv.oci.model.RawManifest;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One image, picked from its index where it has one.
 *
 * @param source where it is read from
 * @param addressed the manifest or index that the reference names
 * @param raw the image's own manifest
 * @param manifest the same, parsed
 */
record ResolvedImage(
    ImageSource source, RawManifest addressed, RawManifest raw, ImageManifest manifest) {
  private static final int MAX_INDEX_DEPTH = 4;
  private static final int MAX_IMAGES = 1000;

  /**
   * Picks the image of a platform; null picks that of this host, or the only one.
   *
   * @throws NotFoundException if there is none; it lists the platforms there are
   */
  static ResolvedImage of(ImageSource source, @Nullable Platform platform) throws IOException {
    RawManifest addressed = source.manifest();
    RawManifest raw = choose(source, addressed, platform);
    Manifest parsed = raw.parse();
    if (parsed instanceof ImageManifest manifest) {
      return new ResolvedImage(source, addressed, raw, manifest);
    }
    throw PlatformChoice.missing((ImageIndex) parsed, platform, source.describe());
  }

  /** Whether {@link #of} has an image to pick. */
  static boolean isThere(ImageSource source, @Nullable Platform platform) throws IOException {
    return choose(source, source.manifest(), platform).parse() instanceof ImageManifest;
  }

  /**
   * All images of an index and the indexes in it, or the image alone. Artifacts are left out.
   *
   * @throws LimitExceededException if there are more than {@value #MAX_IMAGES}
   */
  static List<ListedImage> all(ImageSource source) throws IOException {
    List<ListedImage> images = new ArrayList<>();
    collect(source, source.manifest(), null, 0, images);
    return images;
  }

  /**
   * An image of an index.
   *
   * @param image by itself: what its reference addresses is its own manifest
   * @param platform as the index has it; null where it says nothing
   */
  record ListedImage(ResolvedImage image, @Nullable Platform platform) {}

  private static void collect(
      ImageSource source,
      RawManifest raw,
      @Nullable Platform platform,
      int depth,
      List<ListedImage> images)
      throws IOException {
    Manifest parsed = raw.parse();
    if (parsed instanceof ImageManifest manifest) {
      ResolvedImage image = new ResolvedImage(source, raw, raw, manifest);
      if (image.hasImageConfig()) {
        images.add(new ListedImage(image, platform));
      }
      return;
    }
    checkDepth(source, depth);
    for (Descriptor listed : PlatformChoice.images((ImageIndex) parsed)) {
      if (images.size() >= MAX_IMAGES) {
        throw new LimitExceededException(
            source.describe() + " has more than " + MAX_IMAGES + " images", MAX_IMAGES);
      }
      collect(source, source.manifest(listed), listed.platform(), depth + 1, images);
    }
  }

  /** The manifest of the image that fits, or the index in which none does. */
  private static RawManifest choose(
      ImageSource source, RawManifest addressed, @Nullable Platform platform) throws IOException {
    RawManifest raw = addressed;
    for (int depth = 0; raw.parse() instanceof ImageIndex index; depth++) {
      checkDepth(source, depth);
      Optional<Descriptor> chosen = PlatformChoice.choose(index, platform);
      if (chosen.isEmpty()) {
        return raw;
      }
      raw = source.manifest(chosen.get());
    }
    return raw;
  }

  private static void checkDepth(ImageSource source, int depth) throws MalformedDocumentException {
    if (depth >= MAX_INDEX_DEPTH) {
      throw new MalformedDocumentException(
          source.describe() + " nests more than " + MAX_INDEX_DEPTH + " indexes");
    }
  }

  /** The same image read from another place that has it. */
  ResolvedImage from(ImageSource other) {
    return new ResolvedImage(other, addressed, raw, manifest);
  }

  /** Whether its configuration is that of an image, and not of some other artifact. */
  boolean hasImageConfig() {
    MediaType type = manifest.config().mediaType();
    return type.equals(MediaType.OCI_CONFIG) || type.equals(MediaType.DOCKER_CONFIG);
  }

  /** The bytes of its configuration, verified. */
  byte[] configBytes() throws IOException {
    Descriptor config = manifest.config();
    if (config.size() > ImageConfig.MAX_CONFIG_BYTES) {
      throw new LimitExceededException(
          "the configuration of "
              + source.describe()
              + " has "
              + config.size()
              + " bytes; at most "
              + ImageConfig.MAX_CONFIG_BYTES
              + " are read",
          ImageConfig.MAX_CONFIG_BYTES);
    }
    try (InputStream in = source.openBlob(config)) {
      return in.readAllBytes();
    }
  }

  /** Its configuration; null where it has none that is an image's. */
  @Nullable ImageConfig config() throws IOException {
    return hasImageConfig() ? ImageConfig.parse(configBytes()) : null;
  }

  /** The labels of a configuration; none where there is none. */
  static Map<String, String> labels(@Nullable ImageConfig config) {
    Map<String, String> labels = config == null ? null : config.config().labels();
    return labels == null ? Map.of() : new TreeMap<>(labels);
  }

  /**
   * The diffID of each layer; a list of nulls for an artifact, which has none.
   *
   * @throws MalformedDocumentException if their number is not that of the layers
   */
  List<@Nullable Digest> diffIds(@Nullable ImageConfig config) throws IOException {
    int layers = manifest.layers().size();
    List<@Nullable Digest> diffIds = new ArrayList<>();
    if (config == null) {
      for (int i = 0; i < layers; i++) {
        diffIds.add(null);
      }
      return diffIds;
    }
    List<Digest> named = config.rootfs().diffIds();
    diffIds.addAll(named == null ? List.of() : named);
    if (diffIds.size() != layers) {
      throw new MalformedDocumentException(
          source.describe()
              + " has "
              + layers
              + " layers where its configuration names "
              + diffIds.size()
              + " diffIDs");
    }
    return diffIds;
  }
}
