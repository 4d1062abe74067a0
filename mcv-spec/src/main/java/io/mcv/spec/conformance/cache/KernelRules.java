package io.mcv.spec.conformance.cache;

import static io.mcv.spec.conformance.cache.CacheCheck.must;
import static io.mcv.spec.conformance.cache.CacheCheck.should;
import static io.mcv.spec.conformance.rule.RuleGroup.MCV_COMPAT;

import io.mcv.spec.KeyFolder;
import io.mcv.spec.conformance.rule.Outcome;
import io.mcv.spec.conformance.rule.Rule;
import io.mcv.spec.conformance.rule.Violation;
import io.mcv.spec.conformance.rule.Violations;
import java.util.List;
import java.util.Map;

/** Rules of {@code mcv-compat} about the JSON in a cache. */
final class KernelRules {
  static final List<Rule> ALL =
      List.of(
          must(
              "MCV-FOLDER-06",
              MCV_COMPAT,
              "A file `*.json` of a Triton cache MUST be JSON in UTF-8, without a key twice in one"
                  + " object.",
              KernelRules::isJson),
          must(
              "MCV-FOLDER-07",
              MCV_COMPAT,
              "The metadata beside a group file, `NAME.json` beside `__grp__NAME.json`, MUST be an"
                  + " object with a text `hash` that is not empty.",
              KernelRules::hasHash),
          should(
              "MCV-FOLDER-08",
              MCV_COMPAT,
              "A key folder SHOULD have the `hash` of its kernel as its name, in base32 or"
                  + " hexadecimal.",
              KernelRules::isNamedByHash),
          should(
              "MCV-FOLDER-09",
              MCV_COMPAT,
              "A group file SHOULD be a JSON object.",
              KernelRules::groupIsObject));

  private KernelRules() {}

  private static Outcome isJson(CacheView cache) {
    Violations violations = new Violations("files of metadata");
    for (KernelFile kernel : cache.kernelFiles()) {
      violations.looked();
      String error = kernel.syntaxError();
      if (error != null) {
        violations.add(
            () ->
                new Violation(
                    kernel.file().place(),
                    "JSON",
                    error,
                    "remove its folder; it is compiled again"));
      }
    }
    return outcome(cache, violations);
  }

  private static Outcome hasHash(CacheView cache) {
    Map<String, CachedFile> files = cache.filesByPath();
    Violations violations = new Violations("files of metadata beside group files");
    for (KernelFile kernel : cache.kernelFiles()) {
      CachedFile file = kernel.file();
      String beside = file.folder().isEmpty() ? "" : file.folder() + "/";
      if (kernel.syntaxError() == null && files.containsKey(beside + "__grp__" + file.name())) {
        violations.looked();
        if (kernel.kernel() == null) {
          violations.add(
              () ->
                  new Violation(
                      file.place("/hash"),
                      "the hash of the kernel, a text",
                      "none",
                      "remove its folder; it is compiled again"));
        }
      }
    }
    return outcome(cache, violations);
  }

  private static Outcome isNamedByHash(CacheView cache) {
    Violations violations = new Violations("kernels");
    for (KernelFile kernel : cache.kernelFiles()) {
      if (kernel.kernel() != null) {
        violations.looked();
        CachedFile file = kernel.file();
        KeyFolder.misnamed(file.path(), kernel.kernel().hash())
            .ifPresent(
                key ->
                    violations.add(
                        () ->
                            new Violation(
                                file.place("/hash"),
                                key + " as name of its folder",
                                file.folder(),
                                "remove the folder; Triton does not find the kernel there")));
      }
    }
    return violations.outcome();
  }

  private static Outcome groupIsObject(CacheView cache) {
    Violations violations = new Violations("group files");
    for (GroupFileView group : cache.groupFiles()) {
      violations.looked();
      String error = group.error();
      if (error != null) {
        violations.add(
            () ->
                new Violation(
                    group.file().place(),
                    "a JSON object with child_paths",
                    error,
                    "remove its folder; it is compiled again"));
      }
    }
    return violations.outcome();
  }

  /** What was not kept can be anything. */
  private static Outcome outcome(CacheView cache, Violations violations) {
    return violations.isEmpty() && !cache.isMetadataKept()
        ? Outcome.notApplicable("not all metadata was looked at: it is too large")
        : violations.outcome();
  }
}
