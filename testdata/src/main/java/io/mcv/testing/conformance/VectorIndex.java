package io.mcv.testing.conformance;

import io.mcv.oci.json.GoJson;
import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonException;
import io.mcv.oci.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The {@code index.json} beside the layouts of the vectors; docs/conformance.md describes it.
 *
 * @param cases sorted by rule, then by name
 */
public record VectorIndex(List<VectorCase> cases) {
  /** The name of the file. */
  public static final String FILE = "index.json";

  private static final long VERSION = 1;

  /** Copies the list. */
  public VectorIndex {
    cases = List.copyOf(cases);
  }

  /**
   * Reads the index of a folder.
   *
   * @throws IOException if there is none, or it is of another version
   */
  public static VectorIndex read(Path vectors) throws IOException {
    JsonObject json = Json.parseObject(Files.readAllBytes(vectors.resolve(FILE)));
    if (json.integer("version") != VERSION) {
      throw new JsonException("version is " + json.get("version") + ", not " + VERSION);
    }
    List<VectorCase> cases = new ArrayList<>();
    List<JsonObject> listed = json.optionalObjects("cases");
    for (JsonObject each : listed == null ? List.<JsonObject>of() : listed) {
      cases.add(VectorCase.parse(each));
    }
    return new VectorIndex(cases);
  }

  /** The first case of each layout; what an extractor must do is the same in all. */
  public List<VectorCase> layouts() {
    Map<String, VectorCase> layouts = new LinkedHashMap<>();
    cases.forEach(each -> layouts.putIfAbsent(each.layout(), each));
    return List.copyOf(layouts.values());
  }

  /** Whether this is a rule of MUST; a rule without a case is not known, and none. */
  public boolean isError(String rule) {
    return cases.stream()
        .anyMatch(each -> each.rule().equals(rule) && each.level().equals(RuleTable.ERROR));
  }

  byte[] bytes() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("version", VERSION);
    json.put("tag", VectorImage.TAG);
    json.put("cases", cases.stream().map(VectorCase::json).toList());
    String text = new String(GoJson.indented(json, "  "), StandardCharsets.UTF_8);
    return (text + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
