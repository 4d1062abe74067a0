package io.mcv.testing.registry;

import io.mcv.oci.image.BlobWriter;
import io.mcv.oci.image.ImageSink;
import io.mcv.oci.layout.OciLayout;
import io.mcv.oci.model.ContainerConfig;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.DigestAlgorithm;
import io.mcv.oci.model.HistoryEntry;
import io.mcv.oci.model.ImageConfig;
import io.mcv.oci.model.ImageIndex;
import io.mcv.oci.model.ImageManifest;
import io.mcv.oci.model.MediaType;
import io.mcv.oci.model.Platform;
import io.mcv.oci.model.RawManifest;
import io.mcv.oci.model.RootFs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes images of random bytes in an OCI layout: the same for the same seed, whatever their size in
 * little memory.
 *
 * <p>Layers are gzip of random bytes, which are no tar, of exactly the size asked for, so that a
 * tool that copies images has no reason to compress them again; those of fewer than 23 bytes are
 * not compressed, and skopeo does it on the way to a registry. Their configuration tells their true
 * {@code diff_ids}.
 *
 * <p>Images of docker's media types are entered into {@code index.json} too, where crane finds them
 * and skopeo does not.
 */
public final class RandomImages {
  private static final OffsetDateTime CREATED =
      OffsetDateTime.of(2024, 1, 2, 3, 4, 5, 0, ZoneOffset.UTC);
  private static final MediaType ARTIFACT = new MediaType("application/vnd.example.random");
  private static final String REF_NAME = "org.opencontainers.image.ref.name";

  private final Path folder;
  private final ImageTypes types;
  private final DigestAlgorithm algorithm;
  private final boolean tars;
  private long seed;

  private RandomImages(
      Path folder, ImageTypes types, DigestAlgorithm algorithm, boolean tars, long seed) {
    this.folder = folder;
    this.types = types;
    this.algorithm = algorithm;
    this.tars = tars;
    this.seed = seed;
  }

  /** Makes OCI images in this layout, which is made if it is missing. */
  public static RandomImages in(Path layout, long seed) {
    return new RandomImages(layout, ImageTypes.OCI, DigestAlgorithm.SHA256, false, seed);
  }

  /** Makes images of docker's schema 2 instead. */
  public RandomImages ofDocker() {
    return new RandomImages(folder, ImageTypes.DOCKER, algorithm, tars, seed);
  }

  /** Names all blobs and manifests by SHA-512; {@code diff_ids} stay SHA-256. */
  public RandomImages bySha512() {
    return new RandomImages(folder, types, DigestAlgorithm.SHA512, tars, seed);
  }

  /** Makes layers that are true tars in gzip; the sizes are then those of the one file in each. */
  public RandomImages withTars() {
    return new RandomImages(folder, types, algorithm, true, seed);
  }

  /**
   * Makes an image for linux/amd64.
   *
   * @param tag its name in the layout
   * @param layerSizes bytes of each layer, lowest first
   * @return the descriptor of the manifest
   */
  public Descriptor image(String tag, long... layerSizes) throws IOException {
    try (ImageSink sink = sink()) {
      return publish(sink, tag, image(sink, Platform.of("linux", "amd64"), layerSizes));
    }
  }

  /** Makes an index with an image for each platform, whose layers have these sizes. */
  public Descriptor index(String tag, List<Platform> platforms, long... layerSizes)
      throws IOException {
    try (ImageSink sink = sink()) {
      return publish(sink, tag, index(sink, platforms, layerSizes));
    }
  }

  /** Makes an index that holds nothing but such an {@link #index}. */
  public Descriptor nestedIndex(String tag, List<Platform> platforms, long... layerSizes)
      throws IOException {
    try (ImageSink sink = sink()) {
      Descriptor inner = store(sink, index(sink, platforms, layerSizes));
      return publish(
          sink, tag, new ImageIndex(types.index(), null, List.of(inner), null, null).toRaw());
    }
  }

  /**
   * Makes an artifact: a manifest with an {@code artifactType}, the empty configuration {@code {}},
   * and blobs.
   *
   * @param subject the manifest that it is about; null for none
   */
  public Descriptor artifact(String tag, @Nullable Descriptor subject, long... blobSizes)
      throws IOException {
    try (ImageSink sink = sink()) {
      byte[] empty = "{}".getBytes(StandardCharsets.US_ASCII);
      Descriptor config = blob(sink, MediaType.OCI_EMPTY, empty);
      List<Descriptor> blobs = new ArrayList<>();
      for (long size : blobSizes) {
        try (BlobWriter blob = sink.newBlob(algorithm)) {
          new RandomBytes(seed++, size).transferTo(blob.stream());
          blobs.add(blob.commit(ARTIFACT));
        }
      }
      return publish(
          sink,
          tag,
          new ImageManifest(MediaType.OCI_MANIFEST, ARTIFACT, config, blobs, subject, null)
              .toRaw());
    }
  }

  private RawManifest image(ImageSink sink, Platform platform, long... layerSizes)
      throws IOException {
    List<Descriptor> layers = new ArrayList<>();
    List<Digest> diffIds = new ArrayList<>();
    for (long size : layerSizes) {
      RandomLayer layer =
          tars
              ? RandomLayer.tar(sink, algorithm, types, seed++, size)
              : RandomLayer.opaque(sink, algorithm, types, seed++, size);
      layers.add(layer.descriptor());
      diffIds.add(layer.diffId());
    }
    byte[] config = config(platform, diffIds).toBytes(ImageConfig.Dialect.IMAGE_SPEC_1_1);
    Descriptor configBlob = blob(sink, types.config(), config);
    return new ImageManifest(types.manifest(), null, configBlob, layers, null, null).toRaw();
  }

  private RawManifest index(ImageSink sink, List<Platform> platforms, long... layerSizes)
      throws IOException {
    List<Descriptor> manifests = new ArrayList<>();
    for (Platform platform : platforms) {
      Descriptor image = store(sink, image(sink, platform, layerSizes));
      manifests.add(on(platform, image));
    }
    return new ImageIndex(types.index(), null, manifests, null, null).toRaw();
  }

  // NullAway cannot read from class files that an array may be null.
  @SuppressWarnings("NullAway")
  private static Descriptor on(Platform platform, Descriptor image) {
    return new Descriptor(
        image.mediaType(), image.digest(), image.size(), List.of(), null, null, platform, null);
  }

  private static ImageConfig config(Platform platform, List<Digest> diffIds) {
    List<HistoryEntry> history = new ArrayList<>();
    for (int i = 0; i < diffIds.size(); i++) {
      history.add(new HistoryEntry(CREATED, "random layer " + i, "", "", false));
    }
    String variant = platform.variant();
    return new ImageConfig(
        CREATED,
        "",
        platform.architecture(),
        platform.os(),
        "",
        List.of(),
        variant == null ? "" : variant,
        ContainerConfig.EMPTY,
        RootFs.ofLayers(diffIds),
        history,
        "");
  }

  private ImageSink sink() throws IOException {
    OciLayout.openOrCreate(folder);
    // Opened again: a layout that this has not made stays, even where no image is published to it.
    return OciLayout.open(folder).sink(null);
  }

  private Descriptor blob(ImageSink sink, MediaType mediaType, byte[] content) throws IOException {
    try (BlobWriter blob = sink.newBlob(algorithm)) {
      blob.stream().write(content);
      return blob.commit(mediaType);
    }
  }

  /** As a blob, since a sink takes no manifests of docker. */
  private Descriptor store(ImageSink sink, RawManifest manifest) throws IOException {
    return blob(sink, manifest.mediaType(), manifest.bytes());
  }

  private Descriptor publish(ImageSink sink, String tag, RawManifest manifest) throws IOException {
    Descriptor stored = store(sink, manifest);
    Path indexFile = folder.resolve("index.json");
    ImageIndex index = ImageIndex.parse(Files.readAllBytes(indexFile));
    List<Descriptor> entries = new ArrayList<>(index.manifests());
    entries.removeIf(entry -> tag.equals(entry.annotation(REF_NAME)));
    entries.add(stored.withAnnotations(Map.of(REF_NAME, tag)));
    Files.write(indexFile, index.withManifests(entries).toLayoutIndex());
    return stored;
  }
}
