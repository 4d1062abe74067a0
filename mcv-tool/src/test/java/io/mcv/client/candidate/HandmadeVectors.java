package io.mcv.client.candidate;

import io.mcv.oci.json.GoJson;
import io.mcv.oci.model.Digest;
import io.mcv.testing.conformance.BaseImages;
import io.mcv.testing.conformance.VectorEntry;
import io.mcv.testing.conformance.VectorImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A folder of a few vectors: a good image, one that must be refused, one that may be. */
public final class HandmadeVectors {
  private static final String TOP = "io.triton.cache/";

  private final Path folder;
  private final List<Object> cases = new ArrayList<>();

  private HandmadeVectors(Path folder) {
    this.folder = folder;
  }

  /** Writes them into a folder. */
  public static Path in(Path folder) throws IOException {
    HandmadeVectors vectors = new HandmadeVectors(folder);
    VectorImage good = BaseImages.current();
    vectors.add("LAYER-NAME-01", "good", "accept", good);
    vectors.add(
        "LAYER-NAME-01", "upwards", "refuse", with(VectorEntry.file(TOP + "../../../../PWN", "x")));
    vectors.add(
        "LAYER-ENTRY-01",
        "set-id",
        "contain",
        with(VectorEntry.file(TOP + "suid", "x").mode(06755)));
    Map<String, Object> index = new LinkedHashMap<>();
    index.put("version", 1L);
    index.put("tag", VectorImage.TAG);
    index.put("cases", vectors.cases);
    Files.write(folder.resolve("index.json"), GoJson.indented(index, "  "));
    return folder;
  }

  private static VectorImage with(VectorEntry entry) {
    return BaseImages.current().layer(0, layer -> layer.add(entry));
  }

  private void add(String rule, String what, String extract, VectorImage image) throws IOException {
    for (Map.Entry<String, byte[]> file : image.build().entrySet()) {
      Path path = folder.resolve(what).resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    Map<String, Object> vector = new LinkedHashMap<>();
    vector.put("name", what);
    vector.put("rule", rule);
    vector.put("group", "layer-safety");
    vector.put("extract", extract);
    vector.put("layout", what);
    vector.put("reason", "handmade");
    if (extract.equals("accept")) {
      vector.put("files", files(image));
    }
    cases.add(vector);
  }

  private static List<Object> files(VectorImage image) {
    List<Object> files = new ArrayList<>();
    for (VectorEntry entry : image.layers().get(0).entries()) {
      String name = entry.name();
      if (name.startsWith(TOP) && !name.endsWith("/")) {
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("path", name.substring(TOP.length()));
        file.put("sha256", Digest.sha256(entry.content()).hex());
        file.put("relocatable", name.contains("__grp__"));
        files.add(file);
      }
    }
    return files;
  }
}
