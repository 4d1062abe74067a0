package io.mcv.oci.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An index of manifests: OCI index or docker manifest list.
 *
 * @param mediaType {@link MediaType#OCI_INDEX} or {@link MediaType#DOCKER_LIST}
 * @param artifactType null where absent
 * @param manifests in the order of the document
 * @param subject null where absent
 * @param annotations sorted by key; null where absent
 * @param namedInLayout whether it is the index.json of a layout and names its media type there;
 *     {@link #toLayoutIndex} keeps that
 * @see <a
 *     href="https://github.com/opencontainers/image-spec/blob/v1.1.0/image-index.md">image-index.md</a>
 */
public record ImageIndex(
    MediaType mediaType,
    @Nullable MediaType artifactType,
    List<Descriptor> manifests,
    @Nullable Descriptor subject,
    @Nullable Map<String, String> annotations,
    boolean namedInLayout)
    implements Manifest {

  /** Copies what is mutable. */
  public ImageIndex {
    manifests = List.copyOf(manifests);
    annotations = Annotations.sorted(annotations);
  }

  /** An index that is not the index.json of a layout, or a new one of those. */
  public ImageIndex(
      MediaType mediaType,
      @Nullable MediaType artifactType,
      List<Descriptor> manifests,
      @Nullable Descriptor subject,
      @Nullable Map<String, String> annotations) {
    this(mediaType, artifactType, manifests, subject, annotations, false);
  }

  /**
   * Reads the index.json of a layout, which need not name its media type.
   *
   * @throws MalformedDocumentException if it is not an OCI index
   * @throws LimitExceededException if it has more than {@link RawManifest#MAX_BYTES}
   */
  public static ImageIndex parse(byte[] indexJson) throws OciException {
    return ManifestReader.readLayoutIndex(indexJson);
  }

  /** The same with these manifests instead of its own. */
  public ImageIndex withManifests(List<Descriptor> newManifests) {
    return new ImageIndex(
        mediaType, artifactType, newManifests, subject, annotations, namedInLayout);
  }

  /**
   * The bytes of an index.json as containers/image writes it: without a media type, unless the
   * document that was read had one. Fields that image-spec does not define are not kept.
   */
  public byte[] toLayoutIndex() {
    return ManifestWriter.writeLayoutIndex(this);
  }

  /** The bytes that Go's reference implementations write for this index, with their digest. */
  public RawManifest toRaw() {
    return RawManifest.of(mediaType, ManifestWriter.write(this));
  }
}
