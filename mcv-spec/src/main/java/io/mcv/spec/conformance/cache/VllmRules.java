package io.mcv.spec.conformance.cache;

import static io.mcv.spec.conformance.cache.CacheCheck.must;
import static io.mcv.spec.conformance.cache.CacheCheck.should;
import static io.mcv.spec.conformance.rule.RuleGroup.MCV_CURRENT;

import io.mcv.spec.CacheKind;
import io.mcv.spec.VllmEntry;
import io.mcv.spec.conformance.image.JsonValue;
import io.mcv.spec.conformance.rule.Outcome;
import io.mcv.spec.conformance.rule.Rule;
import io.mcv.spec.conformance.rule.Violation;
import io.mcv.spec.conformance.rule.Violations;
import io.mcv.spec.image.LabelNames;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Rules of {@code mcv-current} about hash folders of vLLM. */
final class VllmRules {
  /** In the order of label {@code format}. */
  private static final List<String> FORMATS =
      List.of(VllmEntry.AOT_COMPILE, VllmEntry.BINARY, VllmEntry.TRITON);

  static final List<Rule> ALL =
      List.of(
          must(
              "MCV-CURRENT-06",
              MCV_CURRENT,
              "The keys of a hash folder in the in-image manifest MUST be in the order vllmHash,"
                  + " cacheFormat, [triton], [binary], [aot_compile].",
              cache -> order(cache, KeyOrder.HASH_FOLDER, hashFolders(cache))),
          must(
              "MCV-CURRENT-07",
              MCV_CURRENT,
              "The `cacheFormat` of a hash folder MUST be `triton`, `binary` or `aot_compile`,"
                  + " with a list of that name that is not empty.",
              VllmRules::cacheFormat),
          must(
              "MCV-CURRENT-08",
              MCV_CURRENT,
              "The keys of an object in `binary` MUST be in the order rank, prefix, artifact_count,"
                  + " [artifact_names], [code_hash], [config_hash], [compiler_hash],"
                  + " [cache_save_format], [target_device], [env].",
              cache -> order(cache, KeyOrder.BINARY, inLists(cache, VllmEntry.BINARY))),
          must(
              "MCV-CURRENT-09",
              MCV_CURRENT,
              "The keys of an object in `aot_compile` MUST be in the order hash, rank, model_file,"
                  + " file_size.",
              cache -> order(cache, KeyOrder.AOT_COMPILE, inLists(cache, VllmEntry.AOT_COMPILE))),
          should(
              "MCV-CURRENT-10",
              MCV_CURRENT,
              "The `artifact_count` of an object in `binary` SHOULD be the number of its"
                  + " `artifact_names`.",
              VllmRules::artifactCount),
          must(
              "MCV-CURRENT-11",
              MCV_CURRENT,
              "The label `format` MUST hold words of `aot_compile,binary,triton` in this order, or"
                  + " be `unpacked`.",
              VllmRules::formatWords),
          should(
              "MCV-CURRENT-12",
              MCV_CURRENT,
              "The label `format` SHOULD name the formats of the in-image manifest.",
              VllmRules::formatAgrees));

  private static final String LABEL = LabelNames.format(CacheKind.VLLM);

  private VllmRules() {}

  /** The hash folders that the in-image manifest lists. */
  static List<JsonValue> hashFolders(CacheView cache) {
    return cache
        .manifestJson()
        .flatMap(json -> json.member("vllm"))
        .map(list -> list.items().stream().filter(JsonValue::isObject).toList())
        .orElse(List.of());
  }

  /** The objects in the lists of one name. */
  private static List<JsonValue> inLists(CacheView cache, String name) {
    return hashFolders(cache).stream()
        .flatMap(folder -> folder.member(name).stream())
        .flatMap(list -> list.items().stream())
        .toList();
  }

  private static Outcome order(CacheView cache, KeyOrder order, List<JsonValue> objects) {
    return cache
        .manifest()
        .map(file -> OrderCheck.of(order, objects, file::place))
        .orElseGet(() -> Outcome.notApplicable("no in-image manifest"));
  }

  private static Outcome cacheFormat(CacheView cache) {
    CachedFile file = cache.manifest().orElse(null);
    Violations violations = new Violations("hash folders in an in-image manifest");
    for (JsonValue folder : hashFolders(cache)) {
      JsonValue format = folder.member("cacheFormat").orElse(null);
      if (file != null && format != null) {
        violations.looked();
        String word = format.text().orElse(format.type());
        boolean known = FORMATS.contains(word);
        if (!known || folder.member(word).filter(list -> !list.items().isEmpty()).isEmpty()) {
          violations.add(
              () ->
                  new Violation(
                      file.place(format.pointer()),
                      known
                          ? "a list " + word + " with something in it"
                          : String.join(", ", FORMATS),
                      known ? "none" : word,
                      "name the format of the hash folder, and describe it"));
        }
      }
    }
    return violations.outcome();
  }

  private static Outcome artifactCount(CacheView cache) {
    CachedFile file = cache.manifest().orElse(null);
    Violations violations = new Violations("artifacts in an in-image manifest");
    for (JsonValue object : inLists(cache, VllmEntry.BINARY)) {
      JsonValue count = object.member("artifact_count").orElse(null);
      JsonValue names = object.member("artifact_names").orElse(null);
      if (file != null && count != null && names != null) {
        violations.looked();
        long expected = names.items().size();
        if (count.integer().orElse(-1L) != expected) {
          violations.add(
              () ->
                  new Violation(
                      file.place(count.pointer()),
                      Long.toString(expected),
                      count.integer().map(number -> number.toString()).orElse(count.type()),
                      "count the artifacts again"));
        }
      }
    }
    return violations.outcome();
  }

  private static Outcome formatWords(CacheView cache) {
    String label = cache.label(LABEL).orElse(null);
    if (label == null) {
      return Outcome.notApplicable("no label format");
    }
    return label.equals("unpacked") || label.equals(joined(words(label)))
        ? Outcome.pass(label)
        : Outcome.fail(
            new Violation(
                cache.labelPlace(LABEL),
                "words of aot_compile,binary,triton in this order, or unpacked",
                label,
                "sort the words, without spaces"));
  }

  private static Outcome formatAgrees(CacheView cache) {
    String label = cache.label(LABEL).orElse(null);
    List<JsonValue> folders = hashFolders(cache);
    if (label == null || cache.manifestJson().isEmpty()) {
      return Outcome.notApplicable("no label format, or no in-image manifest");
    }
    Set<String> listed = new TreeSet<>();
    folders.forEach(
        folder -> folder.member("cacheFormat").flatMap(JsonValue::text).ifPresent(listed::add));
    Set<String> labelled = label.equals("unpacked") ? Set.of() : words(label);
    return listed.equals(labelled)
        ? Outcome.pass(label)
        : Outcome.fail(
            new Violation(
                cache.labelPlace(LABEL),
                listed.isEmpty() ? "unpacked" : joined(listed),
                label,
                "name the formats of the hash folders"));
  }

  private static Set<String> words(String label) {
    return new TreeSet<>(List.of(label.split(",", -1)));
  }

  /** Those that are known, in the order of the label; nothing where none is. */
  private static String joined(Set<String> words) {
    return String.join(",", FORMATS.stream().filter(words::contains).toList());
  }
}
