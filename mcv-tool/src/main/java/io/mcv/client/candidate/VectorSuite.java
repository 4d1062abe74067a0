package io.mcv.client.candidate;

import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonException;
import io.mcv.oci.json.JsonObject;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The vectors of the format in a folder, as docs/conformance.md describes it.
 *
 * @param tag the name that the image has in each layout
 * @param cases in the order of {@code index.json}
 */
public record VectorSuite(String tag, List<VectorCase> cases) {
  private static final String INDEX = "index.json";
  private static final int MAX_INDEX_BYTES = 16 << 20;
  private static final long VERSION = 1;

  /** Copies the list. */
  public VectorSuite {
    cases = List.copyOf(cases);
  }

  /**
   * Reads {@code index.json} of a folder; the layouts are not looked at.
   *
   * @throws IOException if it is not there, or not of version 1
   */
  public static VectorSuite read(Path folder) throws IOException {
    Path index = folder.resolve(INDEX);
    try (InputStream in = Files.newInputStream(index)) {
      byte[] json = in.readNBytes(MAX_INDEX_BYTES + 1);
      if (json.length > MAX_INDEX_BYTES) {
        throw new JsonException("it has more than " + MAX_INDEX_BYTES + " bytes");
      }
      return of(Json.parseObject(json), folder);
    } catch (JsonException e) {
      throw new IOException(
          index + " is no index of vectors: " + e.getMessage() + "; take one of this version", e);
    }
  }

  /** Those of one rule, or of one group. */
  public VectorSuite only(String ruleOrGroup) {
    return new VectorSuite(
        tag,
        cases.stream()
            .filter(each -> each.rule().equals(ruleOrGroup) || each.group().equals(ruleOrGroup))
            .toList());
  }

  private static VectorSuite of(JsonObject index, Path folder) throws JsonException {
    if (index.integer("version") != VERSION) {
      throw new JsonException("its version is " + index.integer("version") + ", not " + VERSION);
    }
    List<VectorCase> cases = new ArrayList<>();
    for (JsonObject each : objects(index, "cases")) {
      cases.add(vector(each, folder));
    }
    return new VectorSuite(index.string("tag"), cases);
  }

  private static VectorCase vector(JsonObject vector, Path folder) throws JsonException {
    String name = vector.string("name");
    String treatment = vector.string("extract");
    return new VectorCase(
        name,
        vector.string("rule"),
        Objects.requireNonNullElse(vector.optionalString("group"), "other"),
        Treatment.of(treatment)
            .orElseThrow(
                () -> new JsonException(name + " is to be extracted as " + quoted(treatment))),
        below(folder, vector.string("layout")),
        files(vector),
        vector.string("reason"));
  }

  private static List<VectorFile> files(JsonObject vector) throws JsonException {
    List<VectorFile> files = new ArrayList<>();
    for (JsonObject file : objects(vector, "files")) {
      String digest = "sha256:" + file.string("sha256");
      try {
        files.add(
            new VectorFile(file.string("path"), Digest.parse(digest), file.flag("relocatable")));
      } catch (IllegalArgumentException e) {
        throw new JsonException(quoted(digest) + " is no digest");
      }
    }
    return files;
  }

  private static Path below(Path folder, String name) throws JsonException {
    try {
      Path layout = folder.resolve(name).normalize();
      if (layout.startsWith(folder.normalize())) {
        return layout;
      }
    } catch (InvalidPathException e) {
      // said below
    }
    throw new JsonException(quoted(name) + " is no folder beside it");
  }

  private static List<JsonObject> objects(JsonObject parent, String name) throws JsonException {
    return Objects.requireNonNullElse(parent.optionalObjects(name), List.of());
  }

  private static String quoted(String text) {
    return '"' + Printable.of(text) + '"';
  }
}
