package io.mcv.testing.conformance;

import io.mcv.oci.json.JsonException;
import io.mcv.oci.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A file that an extractor must make of an image.
 *
 * @param path below the cache folder
 * @param sha256 of its content in the image, in hexadecimal
 * @param relocatable whether an extractor may change paths in it for its new place, as in the group
 *     files of Triton
 */
public record VectorFile(String path, String sha256, boolean relocatable) {

  static VectorFile parse(JsonObject json) throws JsonException {
    return new VectorFile(json.string("path"), json.string("sha256"), json.flag("relocatable"));
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("path", path);
    json.put("sha256", sha256);
    if (relocatable) {
      json.put("relocatable", true);
    }
    return json;
  }
}
