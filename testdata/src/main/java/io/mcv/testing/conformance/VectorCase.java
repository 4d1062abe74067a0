package io.mcv.testing.conformance;

import io.mcv.oci.json.JsonException;
import io.mcv.oci.json.JsonObject;
import io.mcv.testing.conformance.ConformanceCase.Extract;
import io.mcv.testing.conformance.ConformanceCase.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A case of {@code index.json}: an image in a folder, and what must be said of it.
 *
 * @param name of the case, unique
 * @param rule that it is about
 * @param group of the rule, such as {@code oci-image}
 * @param level of the rule: {@code error}, {@code warning} or {@code info}
 * @param expected whether the image keeps the rule
 * @param profile the group of formats that applies, {@code oci} for none, {@code auto} where the
 *     image itself tells
 * @param extract what an extractor must do with it
 * @param layout name of the folder, an OCI layout
 * @param digest of the folder, as {@link LayoutDigest} makes it
 * @param reason one sentence: what is special about the image
 * @param files what an extractor must make of it, sorted by path; none unless it must accept it
 */
public record VectorCase(
    String name,
    String rule,
    String group,
    String level,
    Verdict expected,
    String profile,
    Extract extract,
    String layout,
    String digest,
    String reason,
    List<VectorFile> files) {

  /** Copies the list. */
  public VectorCase {
    files = List.copyOf(files);
  }

  /** Whether a validator must find an error in the image. */
  public boolean isError() {
    return expected == Verdict.FAIL && level.equals(RuleTable.ERROR);
  }

  static VectorCase parse(JsonObject json) throws JsonException {
    List<VectorFile> files = new ArrayList<>();
    List<JsonObject> listed = json.optionalObjects("files");
    for (JsonObject file : listed == null ? List.<JsonObject>of() : listed) {
      files.add(VectorFile.parse(file));
    }
    return new VectorCase(
        json.string("name"),
        json.string("rule"),
        json.string("group"),
        json.string("level"),
        word(Verdict.class, json, "expected"),
        json.string("profile"),
        word(Extract.class, json, "extract"),
        json.string("layout"),
        json.string("digest"),
        json.string("reason"),
        files);
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", name);
    json.put("rule", rule);
    json.put("group", group);
    json.put("level", level);
    json.put("expected", expected.name().toLowerCase(Locale.ROOT));
    json.put("profile", profile);
    json.put("extract", extract.name().toLowerCase(Locale.ROOT));
    json.put("layout", layout);
    json.put("digest", digest);
    json.put("reason", reason);
    if (extract == Extract.ACCEPT) {
      json.put("files", files.stream().map(VectorFile::json).toList());
    }
    return json;
  }

  private static <E extends Enum<E>> E word(Class<E> words, JsonObject json, String name)
      throws JsonException {
    String word = json.string(name);
    try {
      return Enum.valueOf(words, word.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new JsonException(name + " is " + word + ", a word that is not known");
    }
  }
}
