package io.mcv.oci.model;

import io.mcv.oci.json.JsonException;
import io.mcv.oci.json.JsonObject;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Descriptors from JSON. Type, digest and size must be there; a platform may lack any of its parts,
 * as indexes in the wild do.
 */
final class DescriptorReader {
  private DescriptorReader() {}

  static Descriptor read(JsonObject json) throws JsonException {
    long size = json.integer("size");
    if (size < 0) {
      throw new JsonException(json.path("size") + " is negative");
    }
    return new Descriptor(
        value(json, "mediaType", json.string("mediaType"), MediaType::new),
        value(json, "digest", json.string("digest"), Digest::parse),
        size,
        orEmpty(json.optionalStrings("urls")),
        json.optionalStringMap("annotations"),
        optional(json, "data", DescriptorReader::base64),
        platform(json.optionalObject("platform")),
        mediaType(json, "artifactType"));
  }

  static @Nullable Descriptor readOptional(JsonObject parent, String name) throws JsonException {
    JsonObject json = parent.optionalObject(name);
    return json == null ? null : read(json);
  }

  /** A list that must be there; null in its place is an empty one, as Go writes it. */
  static List<Descriptor> readList(JsonObject parent, String name) throws JsonException {
    if (!parent.has(name)) {
      throw new JsonException(parent.path(name) + " is missing");
    }
    List<Descriptor> descriptors = new ArrayList<>();
    for (JsonObject json : orEmpty(parent.optionalObjects(name))) {
      descriptors.add(read(json));
    }
    return descriptors;
  }

  /** A media type, or null where the field is absent or empty. */
  static @Nullable MediaType mediaType(JsonObject json, String name) throws JsonException {
    return optional(json, name, MediaType::new);
  }

  private static @Nullable Platform platform(@Nullable JsonObject json) throws JsonException {
    if (json == null) {
      return null;
    }
    return new Platform(
        orEmpty(json.optionalString("architecture")),
        orEmpty(json.optionalString("os")),
        json.optionalString("os.version"),
        orEmpty(json.optionalStrings("os.features")),
        json.optionalString("variant"));
  }

  private static byte[] base64(String text) {
    if (text.length() % 4 != 0) {
      throw new IllegalArgumentException("Base64 lacks its padding");
    }
    return Base64.getDecoder().decode(text);
  }

  private static <T> @Nullable T optional(JsonObject json, String name, Function<String, T> parse)
      throws JsonException {
    String text = json.optionalString(name);
    return text == null || text.isEmpty() ? null : value(json, name, text, parse);
  }

  private static <T> T value(JsonObject json, String name, String text, Function<String, T> parse)
      throws JsonException {
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException e) {
      throw new JsonException(json.path(name) + " is wrong: " + e.getMessage());
    }
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
