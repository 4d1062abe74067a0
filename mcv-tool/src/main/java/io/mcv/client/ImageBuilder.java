package io.mcv.client;

import io.mcv.oci.image.BlobWriter;
import io.mcv.oci.image.ImageSink;
import io.mcv.oci.image.LayerPreference;
import io.mcv.oci.image.SinkForm;
import io.mcv.oci.layer.Compressor;
import io.mcv.oci.layer.LayerDigest;
import io.mcv.oci.layer.LayerEntry;
import io.mcv.oci.layer.LayerWriter;
import io.mcv.oci.layer.TarDialect;
import io.mcv.oci.model.ContainerConfig;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.DigestAlgorithm;
import io.mcv.oci.model.HistoryEntry;
import io.mcv.oci.model.ImageConfig;
import io.mcv.oci.model.ImageManifest;
import io.mcv.oci.model.ManifestFormat;
import io.mcv.oci.model.MediaType;
import io.mcv.oci.model.Platform;
import io.mcv.oci.model.RawManifest;
import io.mcv.oci.model.RootFs;
import io.mcv.oci.model.UnsupportedFormatException;
import io.mcv.spec.CacheFile;
import io.mcv.spec.image.ImagePlan;
import io.mcv.spec.image.LayerPlan;
import io.mcv.spec.image.Profile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes the image of a plan to a sink: layers, configuration; the manifest is left to publish. */
final class ImageBuilder {
  private final ImagePlan plan;
  private final Platform platform;
  private final ImageConfig.Dialect dialect;
  private final Compressor compressor;
  private final ManifestFormat format;
  private final Map<String, String> annotations;

  /**
   * An image whose blobs were written.
   *
   * @param manifest to be published
   * @param config descriptor of the configuration
   * @param layers lowest first
   */
  record BuiltImage(RawManifest manifest, Descriptor config, List<CreateResult.Layer> layers) {}

  ImageBuilder(
      ImagePlan plan,
      Platform platform,
      ImageConfig.Dialect dialect,
      Compressor compressor,
      ManifestFormat format,
      Map<String, String> annotations) {
    this.plan = plan;
    this.platform = platform;
    this.dialect = dialect;
    this.compressor = compressor;
    this.format = format;
    this.annotations = annotations;
  }

  BuiltImage writeTo(ImageSink sink) throws IOException {
    MediaType layerType = layerType(sink.form());
    List<CreateResult.Layer> layers = new ArrayList<>();
    for (LayerPlan layer : plan.layers()) {
      layers.add(writeLayer(layer, layerType, sink));
    }
    byte[] configBytes =
        config(layers.stream().map(CreateResult.Layer::diffId).toList()).toBytes(dialect);
    Descriptor config = writeConfig(configBytes, sink);
    RawManifest manifest =
        new ImageManifest(
                format.manifest(),
                null,
                config,
                layers.stream().map(CreateResult.Layer::blob).toList(),
                null,
                manifestAnnotations())
            .toRaw();
    return new BuiltImage(manifest, config, layers);
  }

  /**
   * The type of a layer.
   *
   * @throws UnsupportedFormatException if the format of the image has none
   */
  private MediaType layerType(SinkForm form) throws UnsupportedFormatException {
    MediaType type = compressor.mediaType();
    if (format == ManifestFormat.OCI) {
      return type;
    }
    // Who reads an image from a place that keeps no manifest makes one up with this very type.
    boolean keepsNoManifest = form.layers() == LayerPreference.DECOMPRESS;
    if (type.equals(MediaType.OCI_LAYER_TAR) && !keepsNoManifest) {
      return MediaType.DOCKER_LAYER_TAR;
    }
    if (type.equals(MediaType.OCI_LAYER_TAR_GZIP) || keepsNoManifest) {
      return MediaType.DOCKER_LAYER_TAR_GZIP;
    }
    throw new UnsupportedFormatException(
        "docker's schema 2 knows no layers in "
            + compressor.name()
            + ": give --compression gzip, or --format oci where the destination takes it");
  }

  private CreateResult.Layer writeLayer(LayerPlan layer, MediaType type, ImageSink sink)
      throws IOException {
    Profile profile = plan.profile();
    TarDialect tar = new TarDialect(profile.fileTypeBits(), profile.directorySlash());
    try (BlobWriter blob = sink.newBlob(DigestAlgorithm.SHA256)) {
      LayerDigest written =
          LayerWriter.write(
              () -> layer.files().stream().map(ImageBuilder::entry).iterator(),
              tar,
              compressor,
              blob.stream());
      return new CreateResult.Layer(blob.commit(type), written.diffId(), written.tarSize());
    }
  }

  private Descriptor writeConfig(byte[] bytes, ImageSink sink) throws IOException {
    Descriptor config = Descriptor.of(format.config(), bytes);
    sink.putBlob(config, bytes);
    return config;
  }

  private ImageConfig config(List<Digest> diffIds) {
    OffsetDateTime created = plan.created().atOffset(ZoneOffset.UTC);
    String workingDir = plan.profile().workingDir();
    ContainerConfig container =
        new ContainerConfig(
            "",
            Set.of(),
            plan.profile().env(),
            List.of(),
            List.of(),
            Set.of(),
            workingDir == null ? "" : workingDir,
            plan.labels(),
            "",
            false);
    List<HistoryEntry> history =
        plan.layers().stream()
            .map(layer -> new HistoryEntry(created, layer.createdBy(), "", "", false))
            .toList();
    String variant = platform.variant();
    return new ImageConfig(
        created,
        "",
        platform.architecture(),
        platform.os(),
        "",
        List.of(),
        variant == null ? "" : variant,
        container,
        RootFs.ofLayers(diffIds),
        history,
        "");
  }

  private @Nullable Map<String, String> manifestAnnotations() {
    Map<String, String> planned = plan.manifestAnnotations();
    if (annotations.isEmpty()) {
      return planned;
    }
    Map<String, String> all = new TreeMap<>(planned == null ? Map.of() : planned);
    all.putAll(annotations);
    return all;
  }

  private static LayerEntry entry(CacheFile file) {
    if (file instanceof CacheFile.Regular regular) {
      return new LayerEntry.RegularFile(
          regular.path(),
          regular.mode(),
          regular.modified(),
          regular.size(),
          regular::open,
          regular.attributes());
    }
    if (file instanceof CacheFile.Generated generated) {
      return new LayerEntry.RegularFile(
          generated.path(),
          generated.mode(),
          generated.modified(),
          generated.content().length,
          () -> new ByteArrayInputStream(generated.content()));
    }
    if (file instanceof CacheFile.Folder folder) {
      return new LayerEntry.Directory(
          folder.path(), folder.mode(), folder.modified(), folder.attributes());
    }
    if (file instanceof CacheFile.SymbolicLink link) {
      return new LayerEntry.SymbolicLink(link.path(), link.modified(), link.target());
    }
    CacheFile.HardLink link = (CacheFile.HardLink) file;
    return new LayerEntry.HardLink(
        link.path(), link.mode(), link.modified(), link.target(), link.attributes());
  }
}
