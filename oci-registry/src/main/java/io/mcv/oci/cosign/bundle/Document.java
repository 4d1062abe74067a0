package io.mcv.oci.cosign.bundle;

import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.encoding.StrictBase64;
import io.mcv.oci.cosign.verdict.Reason;
import io.mcv.oci.cosign.verdict.SignatureLimits;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonException;
import io.mcv.oci.json.JsonObject;
import io.mcv.oci.model.Printable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** JSON of untrusted origin, read within limits, and the kinds of fields that documents share. */
final class Document {
  private Document() {}

  /** Makes a value of a JSON object. */
  interface Reader<T> {
    T read(JsonObject object) throws JsonException, SignatureRejectedException;
  }

  /**
   * Reads a document that is one JSON object.
   *
   * @param what it is, for the error
   */
  static <T> T read(String what, byte[] json, Reader<T> reader) throws SignatureRejectedException {
    if (json.length > SignatureLimits.MAX_DOCUMENT_BYTES) {
      throw tooMany(what, "bytes", SignatureLimits.MAX_DOCUMENT_BYTES);
    }
    try {
      return reader.read(Json.parseObject(json));
    } catch (JsonException e) {
      throw malformed(what + ": " + Printable.of(e.getMessage()));
    }
  }

  /** Refuses fields of other names: other readers might see a meaning in them. */
  static void onlyFields(JsonObject object, String... names) throws JsonException {
    for (String each : object.names()) {
      if (!List.of(names).contains(each)) {
        throw new JsonException(object.path(each) + " is not a known field");
      }
    }
  }

  /** Bytes that must be there, in base64. */
  static Bytes base64(JsonObject object, String name)
      throws JsonException, SignatureRejectedException {
    return StrictBase64.decodeEither(object.string(name), object.path(name));
  }

  /** Bytes in base64; null where they are absent or none. */
  static @Nullable Bytes optionalBase64(JsonObject object, String name)
      throws JsonException, SignatureRejectedException {
    String text = object.optionalString(name);
    return text == null || text.isEmpty() ? null : base64(object, name);
  }

  /**
   * A whole number that is not negative, as proto3 JSON has it: a number or its decimal digits as a
   * string, and 0 where it is absent.
   */
  static long count(JsonObject object, String name) throws JsonException {
    Object value = object.get(name);
    if (value == null) {
      return 0;
    }
    long number = value instanceof Long whole ? whole : value instanceof String s ? digits(s) : -1;
    if (number < 0) {
      throw new JsonException(object.path(name) + " is not a whole number of 0 or more");
    }
    return number;
  }

  private static long digits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return -1;
      }
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /** A list of objects that may be absent. */
  static List<JsonObject> objects(JsonObject object, String name, int limit)
      throws JsonException, SignatureRejectedException {
    if (object.get(name) instanceof List<?> list && list.size() > limit) {
      throw tooMany(object.path(name), "items", limit);
    }
    List<JsonObject> objects = object.optionalObjects(name);
    return objects == null ? List.of() : objects;
  }

  static SignatureRejectedException malformed(String message) {
    return new SignatureRejectedException(Reason.MALFORMED, message);
  }

  static SignatureRejectedException tooMany(String what, String unit, int limit) {
    return new SignatureRejectedException(
        Reason.LIMIT_EXCEEDED, what + " has more than " + limit + " " + unit);
  }
}
