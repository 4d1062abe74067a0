package io.mcv.oci.model;

import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonException;
import io.mcv.oci.json.JsonObject;
import java.util.Objects;

/**
 * A manifest or index exactly as it was received or will be stored, with its digest.
 *
 * <p>The digest is that of the bytes: whoever makes one has computed or verified it.
 */
public final class RawManifest {
  /** The largest manifest that is read or written, in bytes (distribution-spec asks for 4 MiB). */
  public static final int MAX_BYTES = 4 * 1024 * 1024;

  private final byte[] bytes;
  private final MediaType mediaType;
  private final Digest digest;

  private RawManifest(byte[] bytes, MediaType mediaType, Digest digest) {
    this.bytes = bytes;
    this.mediaType = mediaType;
    this.digest = digest;
  }

  /** These bytes with their SHA-256 digest. */
  public static RawManifest of(MediaType mediaType, byte[] bytes) {
    byte[] copy = bytes.clone();
    return new RawManifest(copy, mediaType, Digest.sha256(copy));
  }

  /**
   * These bytes, which must have the expected digest.
   *
   * @throws DigestMismatchException if they have another one
   */
  public static RawManifest verified(MediaType mediaType, byte[] bytes, Digest expected)
      throws DigestMismatchException {
    byte[] copy = bytes.clone();
    Digest actual = Digest.of(expected.algorithm(), copy);
    if (!actual.equals(expected)) {
      throw new DigestMismatchException("manifest", expected, actual);
    }
    return new RawManifest(copy, mediaType, actual);
  }

  /**
   * The digest by which a registry knows a manifest, whatever is in it.
   *
   * @throws UnsupportedFormatException if it is docker's schema 1 with signatures, of which a part
   *     alone counts
   */
  public static Digest digestOf(byte[] manifest) throws UnsupportedFormatException {
    if (isSignedSchema1(manifest)) {
      throw new UnsupportedFormatException(
          "a manifest of docker's schema 1 with signatures is not supported");
    }
    return Digest.sha256(manifest);
  }

  private static boolean isSignedSchema1(byte[] manifest) {
    try {
      JsonObject json = Json.parseObject(manifest);
      return Objects.equals(json.optionalInteger("schemaVersion"), 1L)
          && json.get("signatures") != null;
    } catch (JsonException e) {
      return false;
    }
  }

  /** A copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** How many bytes there are. */
  public int size() {
    return bytes.length;
  }

  /** The type under which it was stored or will be. */
  public MediaType mediaType() {
    return mediaType;
  }

  /** The digest of the bytes. */
  public Digest digest() {
    return digest;
  }

  /** A descriptor of type, digest and size. */
  public Descriptor descriptor() {
    return Descriptor.of(mediaType, digest, bytes.length);
  }

  /**
   * The parsed view.
   *
   * @throws MalformedDocumentException if it is neither a manifest nor an index, is both, or names
   *     another media type than it was stored under
   * @throws UnsupportedFormatException if it was stored under the type of something else, such as
   *     docker's schema 1
   * @throws LimitExceededException if it has more than {@link #MAX_BYTES}
   */
  public Manifest parse() throws OciException {
    return ManifestReader.read(bytes, mediaType);
  }

  @Override
  public String toString() {
    return mediaType + " " + digest;
  }
}
