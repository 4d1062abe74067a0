package io.mcv.client;

import static io.mcv.oci.model.LayerCompression.NONE;

import io.mcv.oci.image.ImageSink;
import io.mcv.oci.image.ImageSource;
import io.mcv.oci.image.LayerPreference;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.ImageConfig;
import io.mcv.oci.model.ImageManifest;
import io.mcv.oci.model.LayerCompression;
import io.mcv.oci.model.LayerType;
import io.mcv.oci.model.LimitExceededException;
import io.mcv.oci.model.ManifestFormat;
import io.mcv.oci.model.MediaType;
import io.mcv.oci.model.Printable;
import io.mcv.oci.model.RawManifest;
import io.mcv.oci.model.UnsupportedFormatException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds what a copy has to make of single images. */
final class ImagePlanner {
  /** So many bytes of configurations are kept from here to when they are written. */
  private static final long MAX_CONFIG_BYTES = 64L * 1024 * 1024;

  private final ImageSource source;
  private final ImageSink sink;
  private final CopyChanges changes;
  private long configBytes;

  ImagePlanner(ImageSource source, ImageSink sink, CopyChanges changes) {
    this.source = source;
    this.sink = sink;
    this.changes = changes;
  }

  /**
   * Plans one image.
   *
   * @param format that its manifest gets
   * @param asItIs whether nothing in it may change
   */
  PlannedManifest.Image plan(
      RawManifest raw, ImageManifest manifest, ManifestFormat format, boolean asItIs)
      throws IOException {
    ResolvedImage image = new ResolvedImage(source, raw, raw, manifest);
    boolean converted = !manifest.mediaType().equals(format.manifest());
    if (converted && !image.hasImageConfig()) {
      throw new UnsupportedFormatException(
          source.describe()
              + " is an artifact with a configuration of type "
              + Printable.of(manifest.config().mediaType().value())
              + ", which has no form in "
              + format
              + " that "
              + sink.describe()
              + " could hold");
    }
    LayerCompression wanted =
        asItIs || !image.hasImageConfig() ? null : wantedCompression(converted);
    SourceConfig config = new SourceConfig(image);
    List<PlannedLayer> layers = new ArrayList<>();
    for (int i = 0; i < manifest.layers().size(); i++) {
      layers.add(layer(config, i, format, wanted));
    }
    return new PlannedManifest.Image(raw, manifest, format, config(config, format), layers);
  }

  private @Nullable LayerCompression wantedCompression(boolean converted)
      throws UnsupportedFormatException {
    Compression asked = changes.compression();
    LayerPreference preference = sink.form().layers();
    if (preference == LayerPreference.DECOMPRESS) {
      if (asked != null && asked.kind() != LayerCompression.NONE) {
        throw new UnsupportedFormatException(
            sink.describe() + " holds plain layers alone: leave --compression out");
      }
      return LayerCompression.NONE;
    }
    if (asked != null) {
      return asked.kind();
    }
    boolean anew = converted || !source.keepsManifest();
    return anew && preference == LayerPreference.COMPRESS ? LayerCompression.GZIP : null;
  }

  private PlannedLayer layer(
      SourceConfig config, int i, ManifestFormat format, @Nullable LayerCompression wanted)
      throws IOException {
    Descriptor layer = config.image.manifest().layers().get(i);
    Optional<LayerType> known = LayerType.of(layer.mediaType());
    if (known.isEmpty()) {
      return unknown(layer, config, format);
    }
    LayerType own = known.get();
    if (wanted == null) {
      return PlannedLayer.kept(layer, type(layer, own.as(format, own.compression())));
    }
    LayerCompression now = isPlain(layer, own, config, i) ? NONE : own.compression();
    if (!isRewritten(layer, now, wanted, config, i)) {
      return PlannedLayer.kept(layer, type(layer, own.as(format, now)));
    }
    return new PlannedLayer(
        layer,
        type(layer, own.as(format, wanted)),
        new PlannedLayer.Work(layer.digest(), wanted, config.diffId(i)));
  }

  /** A manifest that was made up may say of plain layers that they are compressed. */
  private boolean isPlain(Descriptor layer, LayerType own, SourceConfig config, int i)
      throws IOException {
    return source.keepsManifest()
        ? own.compression() == NONE
        : layer.digest().equals(config.diffId(i));
  }

  private boolean isRewritten(
      Descriptor layer, LayerCompression now, LayerCompression wanted, SourceConfig config, int i)
      throws IOException {
    if (sink.form().layers() == LayerPreference.DECOMPRESS) {
      return !layer.digest().equals(config.diffId(i)); // whatever its type says
    }
    return changes.compression() == null ? now == NONE : now != wanted;
  }

  private MediaType type(Descriptor layer, LayerType type) throws UnsupportedFormatException {
    if (!type.exists()) {
      throw new UnsupportedFormatException(
          "layer "
              + layer.digest()
              + " of "
              + source.describe()
              + " in zstd has no type in docker's schema 2; compress it anew with --compression"
              + " gzip, or leave the image in the format oci");
    }
    return type.mediaType();
  }

  private PlannedLayer unknown(Descriptor layer, SourceConfig config, ManifestFormat format)
      throws UnsupportedFormatException {
    if (!config.image.manifest().mediaType().equals(format.manifest())) {
      throw new UnsupportedFormatException(
          "layer "
              + layer.digest()
              + " of "
              + source.describe()
              + " is of type "
              + Printable.of(layer.mediaType().value())
              + ", which has no counterpart in the format "
              + format);
    }
    return PlannedLayer.kept(layer, layer.mediaType());
  }

  /** OCI's bytes do for docker; docker's have fields that OCI has not, so they are written anew. */
  private PlannedConfig config(SourceConfig config, ManifestFormat format) throws IOException {
    Descriptor own = config.image.manifest().config();
    boolean sameFormat = config.image.manifest().mediaType().equals(format.manifest());
    if (!sameFormat && format == ManifestFormat.OCI) {
      byte[] bytes = config.parsed().toBytes(ImageConfig.Dialect.IMAGE_SPEC_1_1);
      return PlannedConfig.of(Descriptor.of(format.config(), bytes), bytes);
    }
    Descriptor target = sameFormat ? own : Descriptor.of(format.config(), own.digest(), own.size());
    return config.bytes == null
        ? PlannedConfig.kept(target)
        : PlannedConfig.of(target, config.bytes);
  }

  /** A configuration at the source, read when it is first asked for something. */
  private final class SourceConfig {
    private final ResolvedImage image;
    private byte @Nullable [] bytes;
    private @Nullable ImageConfig parsed;
    private @Nullable List<@Nullable Digest> diffIds;

    SourceConfig(ResolvedImage image) {
      this.image = image;
    }

    ImageConfig parsed() throws IOException {
      if (parsed == null) {
        bytes = image.configBytes();
        parsed = ImageConfig.parse(bytes);
        configBytes += bytes.length;
        if (configBytes > MAX_CONFIG_BYTES) {
          throw new LimitExceededException(
              "the configurations of "
                  + source.describe()
                  + " have more than the "
                  + MAX_CONFIG_BYTES
                  + " bytes that are converted at once",
              MAX_CONFIG_BYTES);
        }
      }
      return parsed;
    }

    @Nullable Digest diffId(int layer) throws IOException {
      if (diffIds == null) {
        diffIds = image.diffIds(parsed());
      }
      return diffIds.get(layer);
    }
  }
}
