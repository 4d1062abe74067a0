package io.mcv.oci.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One image: its configuration and its layers, lowest first. OCI manifest or docker schema 2.
 *
 * @param mediaType {@link MediaType#OCI_MANIFEST} or {@link MediaType#DOCKER_MANIFEST}
 * @param artifactType null where absent
 * @param config the configuration blob
 * @param layers lowest first
 * @param subject null where absent
 * @param annotations sorted by key; null where absent
 * @see <a
 *     href="https://github.com/opencontainers/image-spec/blob/v1.1.0/manifest.md">manifest.md</a>
 */
public record ImageManifest(
    MediaType mediaType,
    @Nullable MediaType artifactType,
    Descriptor config,
    List<Descriptor> layers,
    @Nullable Descriptor subject,
    @Nullable Map<String, String> annotations)
    implements Manifest {

  /** Copies what is mutable. */
  public ImageManifest {
    layers = List.copyOf(layers);
    annotations = Annotations.sorted(annotations);
  }

  /** The bytes that Go's reference implementations write for this manifest, with their digest. */
  public RawManifest toRaw() {
    return RawManifest.of(mediaType, ManifestWriter.write(this));
  }
}
