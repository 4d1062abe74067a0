package io.mcv.oci.model;

import io.mcv.oci.json.JsonException;
import io.mcv.oci.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Names a piece of content: its type, its digest and its size in bytes.
 *
 * @param mediaType type of the content
 * @param digest digest of the content
 * @param size bytes of the content, not negative
 * @param urls other places to fetch the content from; read and kept, never followed
 * @param annotations sorted by key; null where the document has no such field
 * @param data the content itself, embedded; null where the document has no such field
 * @param platform what the content runs on; null where the document has no such field
 * @param artifactType type of the artifact that a manifest describes; null where absent
 * @see <a
 *     href="https://github.com/opencontainers/image-spec/blob/v1.1.0/descriptor.md">descriptor.md</a>
 */
public record Descriptor(
    MediaType mediaType,
    Digest digest,
    long size,
    List<String> urls,
    @Nullable Map<String, String> annotations,
    byte @Nullable [] data,
    @Nullable Platform platform,
    @Nullable MediaType artifactType) {

  /**
   * Copies what is mutable.
   *
   * @throws IllegalArgumentException if the size is negative
   */
  public Descriptor {
    if (size < 0) {
      throw new IllegalArgumentException("the size of a descriptor is negative");
    }
    urls = List.copyOf(urls);
    annotations = Annotations.sorted(annotations);
    data = data == null ? null : data.clone();
  }

  /** A descriptor of type, digest and size alone. */
  public static Descriptor of(MediaType mediaType, Digest digest, long size) {
    return new Descriptor(mediaType, digest, size, List.of(), null, null, null, null);
  }

  /**
   * A descriptor by itself, read as strictly as those of a whole manifest.
   *
   * @throws JsonException if it is none
   */
  public static Descriptor read(JsonObject json) throws JsonException {
    return DescriptorReader.read(json);
  }

  /** The descriptor of these bytes, by SHA-256. */
  public static Descriptor of(MediaType mediaType, byte[] content) {
    return of(mediaType, Digest.sha256(content), content.length);
  }

  /** The same with these annotations instead of its own. */
  public Descriptor withAnnotations(@Nullable Map<String, String> newAnnotations) {
    return new Descriptor(
        mediaType, digest, size, urls, newAnnotations, data, platform, artifactType);
  }

  /** The same with this type of artifact instead of its own. */
  public Descriptor withArtifactType(@Nullable MediaType newArtifactType) {
    return new Descriptor(
        mediaType, digest, size, urls, annotations, data, platform, newArtifactType);
  }

  /** The value of one annotation, or null. */
  public @Nullable String annotation(String key) {
    return annotations == null ? null : annotations.get(key);
  }

  /** A copy of the embedded content, or null. */
  @Override
  public byte @Nullable [] data() {
    return data == null ? null : data.clone();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Descriptor that
        && mediaType.equals(that.mediaType)
        && digest.equals(that.digest)
        && size == that.size
        && urls.equals(that.urls)
        && Objects.equals(annotations, that.annotations)
        && Arrays.equals(data, that.data)
        && Objects.equals(platform, that.platform)
        && Objects.equals(artifactType, that.artifactType);
  }

  @Override
  public int hashCode() {
    return digest.hashCode();
  }
}
