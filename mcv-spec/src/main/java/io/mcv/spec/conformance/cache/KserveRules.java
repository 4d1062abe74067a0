package io.mcv.spec.conformance.cache;

import static io.mcv.spec.conformance.cache.CacheCheck.must;
import static io.mcv.spec.conformance.cache.CacheCheck.should;
import static io.mcv.spec.conformance.rule.RuleGroup.KSERVE;

import io.mcv.spec.conformance.image.JsonValue;
import io.mcv.spec.conformance.rule.Outcome;
import io.mcv.spec.conformance.rule.Rule;
import io.mcv.spec.conformance.rule.Violation;
import io.mcv.spec.conformance.rule.Violations;
import io.mcv.spec.image.LabelNames;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The group {@code kserve}. */
public final class KserveRules {
  private static final List<Rule> OF_LABELS =
      List.of(
          must(
              "KSERVE-01",
              KSERVE,
              "With one label `io.kserve.km/…`, the labels `framework`, `cache-type`,"
                  + " `cache-mount-subpath` and `cache-root-env` MUST all be there.",
              KserveRules::allThere),
          must(
              "KSERVE-02",
              KSERVE,
              "The label `framework` MUST be `vllm`.",
              cache -> value(cache, LabelNames.KSERVE_FRAMEWORK, "vllm")),
          must(
              "KSERVE-03",
              KSERVE,
              "The label `cache-type` MUST be `torch-compile`.",
              cache -> value(cache, LabelNames.KSERVE_CACHE_TYPE, "torch-compile")),
          must(
              "KSERVE-04",
              KSERVE,
              "The label `cache-hash` MUST name hash folders of the cache, each once, with commas"
                  + " between them.",
              KserveRules::hashes),
          should(
              "KSERVE-05",
              KSERVE,
              "The label `cache-hash` SHOULD name every hash folder that the in-image manifest"
                  + " lists.",
              KserveRules::everyHash),
          must(
              "KSERVE-06",
              KSERVE,
              "The label `cache-mount-subpath` MUST be a relative path to a folder of the cache,"
                  + " without `..`.",
              KserveRules::subpath),
          must(
              "KSERVE-07",
              KSERVE,
              "The label `cache-root-env` MUST be the name of a variable, `=` and an absolute"
                  + " path.",
              KserveRules::rootEnv));

  /** All of them, in the order of docs/format.md. */
  public static final List<Rule> ALL =
      Stream.of(OF_LABELS, KserveMountRules.ALL).flatMap(List::stream).toList();

  /** Characters of the longest path that a layer may have. */
  private static final int MAX_PATH = 4096;

  private static final Pattern ROOT_ENV = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*=/[^\\p{Cntrl}]*");

  private KserveRules() {}

  private static Outcome allThere(CacheView cache) {
    if (cache.labels().keySet().stream().noneMatch(l -> l.startsWith(LabelNames.KSERVE_PREFIX))) {
      return Outcome.notApplicable("no label for KServe");
    }
    Violations violations = new Violations("labels for KServe");
    for (String name :
        List.of(
            LabelNames.KSERVE_FRAMEWORK,
            LabelNames.KSERVE_CACHE_TYPE,
            LabelNames.KSERVE_MOUNT_SUBPATH,
            LabelNames.KSERVE_ROOT_ENV)) {
      if (cache.label(name).isEmpty()) {
        violations.add(
            () ->
                new Violation(
                    cache.labelPlace(name),
                    "label " + name,
                    "none",
                    "add the label; KServe cannot mount the cache without it"));
      }
    }
    return violations.outcome("labels for KServe");
  }

  private static Outcome value(CacheView cache, String name, String expected) {
    String label = cache.label(name).orElse(null);
    if (label == null) {
      return Outcome.notApplicable("no label " + name);
    }
    return label.equals(expected)
        ? Outcome.pass(label)
        : failed(cache, name, expected, label, "set the label to " + expected);
  }

  static Outcome failed(
      CacheView cache, String name, String expected, String found, String remedy) {
    return Outcome.fail(new Violation(cache.labelPlace(name), expected, found, remedy));
  }

  private static Outcome hashes(CacheView cache) {
    String label = cache.label(LabelNames.KSERVE_CACHE_HASH).orElse(null);
    if (label == null || cache.kind().isEmpty() || !cache.payload().isWhole()) {
      return Outcome.notApplicable("no label cache-hash, or no whole cache");
    }
    List<String> named = List.of(label.split(",", -1));
    Set<String> there = HashFolders.names(cache.hashFolders());
    Set<String> foreign = new LinkedHashSet<>(named);
    boolean twice = foreign.size() != named.size();
    foreign.removeAll(there);
    return !twice && foreign.isEmpty()
        ? Outcome.pass(label)
        : failed(
            cache,
            LabelNames.KSERVE_CACHE_HASH,
            "of " + String.join(",", there),
            label,
            "name the hash folders of the cache");
  }

  private static Outcome everyHash(CacheView cache) {
    Set<String> listed = new TreeSet<>();
    VllmRules.hashFolders(cache)
        .forEach(
            folder -> folder.member("vllmHash").flatMap(JsonValue::text).ifPresent(listed::add));
    if (listed.isEmpty()) {
      return Outcome.notApplicable("no hash folders in an in-image manifest");
    }
    String label = cache.label(LabelNames.KSERVE_CACHE_HASH).orElse("");
    return new HashSet<>(List.of(label.split(",", -1))).containsAll(listed)
        ? Outcome.pass(listed.size() + " hash folders")
        : failed(
            cache,
            LabelNames.KSERVE_CACHE_HASH,
            String.join(",", listed),
            label.isEmpty() ? "none" : label,
            "name all of them");
  }

  private static Outcome subpath(CacheView cache) {
    String label = cache.label(LabelNames.KSERVE_MOUNT_SUBPATH).orElse(null);
    if (label == null || cache.kind().isEmpty() || !cache.payload().isWhole()) {
      return Outcome.notApplicable("no label cache-mount-subpath, or no whole cache");
    }
    return isFolder(cache, label)
        ? Outcome.pass(label)
        : failed(
            cache,
            LabelNames.KSERVE_MOUNT_SUBPATH,
            "a folder below the cache folder, such as torch_compile_cache",
            label,
            "name the folder that holds the hash folders");
  }

  /** Whether a relative path is a folder of the cache; {@code .} is the cache folder. */
  static boolean isFolder(CacheView cache, String path) {
    if (path.equals(".")) {
      return true;
    }
    if (path.length() > MAX_PATH || !isRelative(path)) {
      return false;
    }
    String below = path + "/";
    return cache.filesByPath().keySet().stream().anyMatch(p -> p.startsWith(below))
        || cache
            .kind()
            .map(cache.payload()::folders)
            .map(folders -> folders.stream().anyMatch(f -> f.path().equals(path)))
            .orElse(false);
  }

  /** Whether a path is relative and has no empty component, {@code .} or {@code ..}. */
  static boolean isRelative(String path) {
    return Stream.of(path.split("/", -1))
        .noneMatch(name -> name.isEmpty() || name.equals(".") || name.equals(".."));
  }

  private static Outcome rootEnv(CacheView cache) {
    Optional<String> label = cache.label(LabelNames.KSERVE_ROOT_ENV);
    return label
        .map(
            value ->
                ROOT_ENV.matcher(value).matches()
                    ? Outcome.pass(value)
                    : failed(
                        cache,
                        LabelNames.KSERVE_ROOT_ENV,
                        "NAME=/path",
                        value,
                        "write it as VLLM_CACHE_ROOT=/home/kserve/.cache/vllm is"))
        .orElseGet(() -> Outcome.notApplicable("no label cache-root-env"));
  }
}
