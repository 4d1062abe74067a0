package io.mcv.oci.image;

import io.mcv.oci.model.MediaType;
import java.util.List;

/**
 * What a place can hold. An image of another form is converted before it is written there.
 *
 * @param manifests types of image manifests that it takes, the preferred one first
 * @param indexes types of indexes that it takes, the preferred one first; empty where it holds
 *     single images alone
 * @param layers in which form it likes layers
 */
public record SinkForm(List<MediaType> manifests, List<MediaType> indexes, LayerPreference layers) {

  /** A place that takes manifests and indexes of both families, and layers in any form. */
  public static final SinkForm ANY =
      new SinkForm(
          List.of(MediaType.OCI_MANIFEST, MediaType.DOCKER_MANIFEST),
          List.of(MediaType.OCI_INDEX, MediaType.DOCKER_LIST),
          LayerPreference.PRESERVE);

  /** An OCI layout, in whatever it lies. */
  public static final SinkForm OCI =
      new SinkForm(
          List.of(MediaType.OCI_MANIFEST), List.of(MediaType.OCI_INDEX), LayerPreference.COMPRESS);

  /** A tar of {@code docker save}, or the engine that reads it. */
  public static final SinkForm DOCKER_ARCHIVE =
      new SinkForm(List.of(MediaType.DOCKER_MANIFEST), List.of(), LayerPreference.DECOMPRESS);

  /** A registry. */
  public static final SinkForm REGISTRY =
      new SinkForm(ANY.manifests(), ANY.indexes(), LayerPreference.COMPRESS);

  /** Copies the lists. */
  public SinkForm {
    manifests = List.copyOf(manifests);
    indexes = List.copyOf(indexes);
  }
}
