package io.mcv.testing.conformance;

import io.mcv.oci.json.GoJson;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.MediaType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Puts an image below indexes. */
final class NestedIndex {
  private NestedIndex() {}

  /** One index between index.json and the image. */
  static VectorImage around(VectorImage image, Consumer<Map<String, Object>> change) {
    return around(image, 1, MediaType.OCI_INDEX, change);
  }

  /**
   * Indexes in each other between index.json and the image.
   *
   * @param change of each index
   */
  static VectorImage around(
      VectorImage image, int depth, MediaType type, Consumer<Map<String, Object>> change) {
    List<byte[]> blobs = new ArrayList<>();
    return image
        .index(
            index -> {
              Map<String, Object> entry = JsonParts.first(index, "manifests");
              Object name = entry.remove("annotations");
              for (int i = 0; i < depth; i++) {
                byte[] blob = index(entry, type, change);
                blobs.add(blob);
                entry = descriptor(type, blob);
              }
              entry.put("annotations", name);
              JsonParts.list(index, "manifests").set(0, entry);
            })
        .files(
            files ->
                blobs.forEach(
                    blob -> files.put("blobs/sha256/" + Digest.sha256(blob).hex(), blob)));
  }

  private static byte[] index(
      Map<String, Object> entry, MediaType type, Consumer<Map<String, Object>> change) {
    Map<String, Object> index = new LinkedHashMap<>();
    index.put("schemaVersion", 2);
    index.put("mediaType", type.value());
    index.put("manifests", new ArrayList<>(List.of(entry)));
    change.accept(index);
    return GoJson.compact(index);
  }

  private static Map<String, Object> descriptor(MediaType type, byte[] blob) {
    Map<String, Object> descriptor = new LinkedHashMap<>();
    descriptor.put("mediaType", type.value());
    descriptor.put("digest", Digest.sha256(blob).toString());
    descriptor.put("size", (long) blob.length);
    return descriptor;
  }
}
