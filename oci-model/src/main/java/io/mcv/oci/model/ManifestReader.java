package io.mcv.oci.model;

import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonException;
import io.mcv.oci.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Manifests and indexes from JSON.
 *
 * <p>A document that could be read as two kinds is refused, since a signature over it would cover
 * both readings (CVE-2021-41190). Fields that image-spec does not define are passed over: they live
 * on in the raw bytes.
 */
final class ManifestReader {
  private ManifestReader() {}

  static Manifest read(byte[] bytes, MediaType storedAs) throws OciException {
    if (storedAs.equals(MediaType.DOCKER_SCHEMA1)
        || storedAs.equals(MediaType.DOCKER_SCHEMA1_SIGNED)) {
      throw schema1();
    }
    if (!storedAs.isIndex() && !storedAs.isManifest()) {
      throw new UnsupportedFormatException(
          "the media type " + Printable.of(storedAs.value()) + " is not that of an image or index");
    }
    try {
      JsonObject json = document(bytes);
      checkType(json, storedAs);
      return storedAs.isIndex() ? index(json, storedAs, false) : image(json, storedAs);
    } catch (JsonException e) {
      String kind = storedAs.isIndex() ? "an image index" : "an image manifest";
      throw malformed("not " + kind, e);
    }
  }

  static ImageIndex readLayoutIndex(byte[] bytes) throws OciException {
    try {
      JsonObject json = document(bytes);
      MediaType named = checkType(json, MediaType.OCI_INDEX);
      return index(json, MediaType.OCI_INDEX, named != null);
    } catch (JsonException e) {
      throw malformed("index.json is not an image index", e);
    }
  }

  private static JsonObject document(byte[] bytes) throws OciException, JsonException {
    if (bytes.length > RawManifest.MAX_BYTES) {
      throw new LimitExceededException(
          "a manifest of "
              + bytes.length
              + " bytes is larger than the limit of "
              + RawManifest.MAX_BYTES,
          RawManifest.MAX_BYTES);
    }
    JsonObject json = Json.parseObject(bytes);
    long version = json.integer("schemaVersion");
    if (version == 1) {
      throw schema1();
    }
    if (version != 2) {
      throw new JsonException("schemaVersion is " + version + " where only 2 is defined");
    }
    return json;
  }

  private static @Nullable MediaType checkType(JsonObject json, MediaType storedAs)
      throws JsonException {
    MediaType named = DescriptorReader.mediaType(json, "mediaType");
    if (named != null && !named.equals(storedAs)) {
      throw new JsonException("mediaType is " + named + " but it was stored as " + storedAs);
    }
    return named;
  }

  private static ImageManifest image(JsonObject json, MediaType mediaType) throws JsonException {
    refuse(json, "manifests", "fsLayers");
    return new ImageManifest(
        mediaType,
        DescriptorReader.mediaType(json, "artifactType"),
        DescriptorReader.read(json.object("config")),
        DescriptorReader.readList(json, "layers"),
        DescriptorReader.readOptional(json, "subject"),
        json.optionalStringMap("annotations"));
  }

  private static ImageIndex index(JsonObject json, MediaType mediaType, boolean namedInLayout)
      throws JsonException {
    refuse(json, "config", "layers", "fsLayers");
    return new ImageIndex(
        mediaType,
        DescriptorReader.mediaType(json, "artifactType"),
        DescriptorReader.readList(json, "manifests"),
        DescriptorReader.readOptional(json, "subject"),
        json.optionalStringMap("annotations"),
        namedInLayout);
  }

  private static void refuse(JsonObject json, String... namesOfOtherKinds) throws JsonException {
    for (String name : namesOfOtherKinds) {
      if (json.has(name)) {
        throw new JsonException("it has the field " + name + " of another kind of document");
      }
    }
  }

  private static UnsupportedFormatException schema1() {
    return new UnsupportedFormatException(
        "the image is in docker's schema 1, which is no longer read;"
            + " push it again with a newer tool");
  }

  private static MalformedDocumentException malformed(String what, JsonException e) {
    return new MalformedDocumentException(what + ": " + Printable.of(e.getMessage()), e);
  }
}
