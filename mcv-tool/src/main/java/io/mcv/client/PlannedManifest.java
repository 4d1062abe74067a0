package io.mcv.client;

import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.ImageIndex;
import io.mcv.oci.model.ImageManifest;
import io.mcv.oci.model.ManifestFormat;
import io.mcv.oci.model.RawManifest;
import java.util.List;
import java.util.Map;

/** A manifest or index, and what a copy makes of it. */
sealed interface PlannedManifest {

  /** As it is at the source. */
  RawManifest source();

  /** Whether it will be another one at the destination. */
  boolean changes();

  /**
   * One image.
   *
   * @param manifest the source, parsed
   * @param format that it gets
   * @param layers lowest first
   */
  record Image(
      RawManifest source,
      ImageManifest manifest,
      ManifestFormat format,
      PlannedConfig config,
      List<PlannedLayer> layers)
      implements PlannedManifest {
    @Override
    public boolean changes() {
      return !manifest.mediaType().equals(format.manifest())
          || layers.stream().anyMatch(PlannedLayer::isRewritten);
    }

    /**
     * As it is at the destination.
     *
     * @param written what became of the layers that were rewritten
     */
    RawManifest result(Map<PlannedLayer.Work, Descriptor> written) {
      return changes() ? ManifestConversion.image(this, written).toRaw() : source;
    }
  }

  /**
   * An index.
   *
   * @param index the source, parsed
   * @param format that it gets
   * @param children what it names, by digest
   */
  record Index(
      RawManifest source,
      ImageIndex index,
      ManifestFormat format,
      Map<Digest, PlannedManifest> children)
      implements PlannedManifest {
    @Override
    public boolean changes() {
      return !index.mediaType().equals(format.index())
          || children.values().stream().anyMatch(PlannedManifest::changes);
    }

    /**
     * As it is at the destination.
     *
     * @param results what became of the manifests that it names
     */
    RawManifest result(Map<Digest, RawManifest> results) {
      return changes() ? ManifestConversion.index(this, results).toRaw() : source;
    }
  }
}
