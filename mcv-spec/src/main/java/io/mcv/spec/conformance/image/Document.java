package io.mcv.spec.conformance.image;

import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonException;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.MediaType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A JSON document of an image, or the reason why it could not be read. */
public final class Document {
  private final Kind kind;
  private final String name;
  private final @Nullable String mediaType;
  private final @Nullable Digest digest;
  private final byte[] bytes;
  private final @Nullable BlobFault fault;
  private final @Nullable JsonValue json;
  private final @Nullable String syntaxError;

  /** What a document is meant to be. */
  public enum Kind {
    /** The file {@code oci-layout}. */
    LAYOUT_MARKER,
    /** The file {@code index.json} of a layout. */
    LAYOUT_INDEX,
    /** An image index or manifest list. */
    INDEX,
    /** An image manifest. */
    MANIFEST,
    /** An image configuration. */
    CONFIG
  }

  private Document(
      Kind kind,
      String name,
      @Nullable String mediaType,
      @Nullable Digest digest,
      byte[] bytes,
      @Nullable BlobFault fault) {
    this.digest = digest;
    this.kind = kind;
    this.name = name;
    this.mediaType = mediaType;
    this.bytes = bytes;
    this.fault = fault;
    JsonValue parsed = null;
    String error = null;
    if (fault == null) {
      try {
        parsed = new JsonValue("", Json.parse(bytes));
      } catch (JsonException e) {
        error = e.getMessage();
      }
    }
    this.json = parsed;
    this.syntaxError = error;
  }

  /**
   * A document that was read, its size and digest right where something says what they must be.
   *
   * @param name where it is, for people: {@code index.json}, {@code manifest sha256:…}
   * @param mediaType under which it is stored, from its descriptor or the registry; null where
   *     nothing says so
   */
  public static Document read(Kind kind, String name, @Nullable String mediaType, byte[] bytes) {
    return new Document(kind, name, mediaType, null, bytes.clone(), null);
  }

  /**
   * The same, of a document that was asked for by its digest.
   *
   * @param digest of its bytes, of any algorithm
   */
  public static Document read(
      Kind kind, String name, @Nullable String mediaType, Digest digest, byte[] bytes) {
    return new Document(kind, name, mediaType, digest, bytes.clone(), null);
  }

  /** A document that could not be read. */
  public static Document unread(
      Kind kind, String name, @Nullable String mediaType, BlobFault fault) {
    return new Document(kind, name, mediaType, null, new byte[0], fault);
  }

  /** What it is meant to be. */
  public Kind kind() {
    return kind;
  }

  /** Where it is, for people. */
  public String name() {
    return name;
  }

  /** The type under which it is stored; null where nothing says so. */
  public @Nullable String mediaType() {
    return mediaType;
  }

  /** The digest by which it was asked for, or that of its bytes by SHA-256. */
  public Digest digest() {
    return digest == null ? Digest.sha256(bytes) : digest;
  }

  /** Whether a configuration is that of an image, by the type under which it is stored. */
  public boolean isOfImage() {
    return mediaType == null
        || mediaType.equals(MediaType.OCI_CONFIG.value())
        || mediaType.equals(MediaType.DOCKER_CONFIG.value());
  }

  /** Its bytes; none where it could not be read. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Why it could not be read. */
  public Optional<BlobFault> fault() {
    return Optional.ofNullable(fault);
  }

  /** Its JSON; empty where it could not be read or is none. */
  public Optional<JsonValue> json() {
    return Optional.ofNullable(json);
  }

  /** Why it is no JSON; empty where it is, or could not be read. */
  public Optional<String> syntaxError() {
    return Optional.ofNullable(syntaxError);
  }
}
