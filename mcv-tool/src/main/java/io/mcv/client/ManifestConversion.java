package io.mcv.client;

import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.ImageIndex;
import io.mcv.oci.model.ImageManifest;
import io.mcv.oci.model.ManifestFormat;
import io.mcv.oci.model.Platform;
import io.mcv.oci.model.RawManifest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Manifests and indexes written anew as skopeo does it.
 *
 * <table>
 * <caption>What stays</caption>
 * <tr><th></th><th>within a family</th><th>from one to the other</th></tr>
 * <tr><td>manifest</td><td>everything</td><td>configuration and layers</td></tr>
 * <tr><td>index</td><td>everything</td><td>manifests and their platforms</td></tr>
 * <tr><td>descriptor of a blob that stays</td><td>everything</td>
 *   <td>digest, size, places to fetch it from</td></tr>
 * <tr><td>of another blob</td><td>annotations</td><td>nothing</td></tr>
 * </table>
 */
final class ManifestConversion {
  private ManifestConversion() {}

  /**
   * A manifest.
   *
   * @param written what became of the layers that were rewritten
   */
  static ImageManifest image(
      PlannedManifest.Image planned, Map<PlannedLayer.Work, Descriptor> written) {
    ImageManifest source = planned.manifest();
    boolean sameFormat = source.mediaType().equals(planned.format().manifest());
    List<Descriptor> layers =
        planned.layers().stream().map(layer -> layer(layer, sameFormat, written)).toList();
    Descriptor config = planned.config().target();
    return sameFormat
        ? new ImageManifest(
            source.mediaType(),
            source.artifactType(),
            source.config(),
            layers,
            source.subject(),
            source.annotations())
        : new ImageManifest(planned.format().manifest(), null, config, layers, null, null);
  }

  /**
   * An index.
   *
   * @param results what became of the manifests that it names
   */
  static ImageIndex index(PlannedManifest.Index planned, Map<Digest, RawManifest> results) {
    ImageIndex source = planned.index();
    boolean sameFormat = source.mediaType().equals(planned.format().index());
    List<Descriptor> manifests =
        source.manifests().stream()
            .map(each -> listed(each, planned.format(), sameFormat, results))
            .toList();
    return sameFormat
        ? source.withManifests(manifests)
        : new ImageIndex(planned.format().index(), null, manifests, null, null);
  }

  private static Descriptor layer(
      PlannedLayer layer, boolean sameFormat, Map<PlannedLayer.Work, Descriptor> written) {
    Descriptor source = layer.source();
    Descriptor now =
        layer.isRewritten() ? Objects.requireNonNull(written.get(layer.work())) : source;
    Descriptor typed = Descriptor.of(layer.type(), now.digest(), now.size());
    return changed(source, typed, sameFormat, null);
  }

  private static Descriptor listed(
      Descriptor source,
      ManifestFormat format,
      boolean sameFormat,
      Map<Digest, RawManifest> results) {
    Descriptor now = Objects.requireNonNull(results.get(source.digest())).descriptor();
    Platform platform = sameFormat ? source.platform() : platform(source, format);
    return changed(source, now, sameFormat, platform);
  }

  // NullAway cannot read from class files that an array may be null.
  @SuppressWarnings("NullAway")
  private static Descriptor changed(
      Descriptor before, Descriptor now, boolean sameFormat, @Nullable Platform platform) {
    boolean sameContent = before.digest().equals(now.digest());
    if (sameFormat && sameContent && before.mediaType().equals(now.mediaType())) {
      return before;
    }
    return new Descriptor(
        now.mediaType(),
        now.digest(),
        now.size(),
        sameContent ? before.urls() : List.of(),
        sameFormat ? before.annotations() : null,
        null,
        platform,
        sameFormat ? before.artifactType() : null);
  }

  /** Docker's list wants a platform for each image; skopeo takes its own where there is none. */
  private static Platform platform(Descriptor listed, ManifestFormat target) {
    Platform platform = listed.platform();
    if (platform != null) {
      return platform;
    }
    return target == ManifestFormat.DOCKER ? PlatformChoice.ofHost() : Platform.of("", "");
  }
}
