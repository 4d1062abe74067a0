package io.mcv.client;

import io.mcv.oci.layer.LayerLimits;
import io.mcv.oci.model.ManifestFormat;
import org.jspecify.annotations.Nullable;

/**
 * What a copy does to an image besides what its destination asks for.
 *
 * @param format which its manifests get; null leaves them as they are where the destination holds
 *     such
 * @param compression which its layers get; null leaves them as they are where the destination does
 *     not want another
 * @param gzip which plain layers get where the destination wants them compressed
 * @param preserveDigests whether a copy that would change anything fails before anything is moved
 * @param limits how large a layer that is written anew may become when it is unpacked
 */
public record CopyChanges(
    @Nullable ManifestFormat format,
    @Nullable Compression compression,
    Compression gzip,
    boolean preserveDigests,
    LayerLimits limits) {

  /** Nothing but what the destination asks for. */
  public static final CopyChanges NONE =
      new CopyChanges(null, null, Compression.GZIP, false, LayerLimits.DEFAULT);
}
