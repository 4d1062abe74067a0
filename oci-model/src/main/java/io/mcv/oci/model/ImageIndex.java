package io.mcv.oci.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An index of manifests: OCI index or docker manifest list.
 *
 * @param mediaType {@link MediaType#OCI_INDEX} or {@link MediaType#DOCKER_LIST}
 * @param artifactType null where absent
 * @param manifests in the order of the document
 * @param subject null where absent
 * @param annotations sorted by key; null where absent
 * @see <a
 *     href="https://github.com/opencontainers/image-spec/blob/v1.1.0/image-index.md">image-index.md</a>
 */
public record ImageIndex(
    MediaType mediaType,
    @Nullable MediaType artifactType,
    List<Descriptor> manifests,
    @Nullable Descriptor subject,
    @Nullable Map<String, String> annotations)
    implements Manifest {

  /** Copies what is mutable. */
  public ImageIndex {
    manifests = List.copyOf(manifests);
    annotations =
        annotations == null ? null : Collections.unmodifiableMap(new TreeMap<>(annotations));
  }

  /** The bytes that Go's reference implementations write for this index, with their digest. */
  public RawManifest toRaw() {
    return RawManifest.of(mediaType, ManifestCodec.write(this));
  }
}
