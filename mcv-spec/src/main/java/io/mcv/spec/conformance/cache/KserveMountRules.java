package io.mcv.spec.conformance.cache;

import static io.mcv.spec.conformance.cache.CacheCheck.must;
import static io.mcv.spec.conformance.cache.CacheCheck.should;
import static io.mcv.spec.conformance.rule.RuleGroup.KSERVE;

import io.mcv.spec.conformance.image.JsonValue;
import io.mcv.spec.conformance.rule.Outcome;
import io.mcv.spec.conformance.rule.Rule;
import io.mcv.spec.image.LabelNames;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Rules of {@code kserve} about label {@code cache-mounts}. */
final class KserveMountRules {
  static final List<Rule> ALL =
      List.of(
          must(
              "KSERVE-08",
              KSERVE,
              "The label `cache-mounts` MUST be a JSON list of objects with a relative path"
                  + " `subPath`, without `..`, and an absolute path `absPath`.",
              KserveMountRules::form),
          must(
              "KSERVE-09",
              KSERVE,
              "The label `cache-mounts` MUST NOT have more than 4096 bytes.",
              KserveMountRules::size),
          should(
              "KSERVE-10",
              KSERVE,
              "Every `subPath` of label `cache-mounts` SHOULD be a folder of the cache.",
              KserveMountRules::folders));

  private static final String LABEL = LabelNames.KSERVE_MOUNTS;
  private static final int MAX_BYTES = 4096;

  private KserveMountRules() {}

  private static Outcome none() {
    return Outcome.notApplicable("no label cache-mounts that can be read");
  }

  private static Outcome form(CacheView cache) {
    if (cache.label(LABEL).isEmpty()) {
      return none();
    }
    String fault = cache.labelJson(LABEL).map(KserveMountRules::fault).orElse("no JSON");
    return fault.isEmpty()
        ? Outcome.pass("label " + LABEL)
        : KserveRules.failed(
            cache,
            LABEL,
            "[{\"subPath\":\"triton\",\"absPath\":\"/tmp/triton\"}]",
            fault,
            "write a list of mounts as JSON");
  }

  /** What is wrong; empty where nothing is. */
  private static String fault(JsonValue mounts) {
    if (!mounts.isList()) {
      return mounts.type();
    }
    for (JsonValue mount : mounts.items()) {
      if (path(mount, "subPath")
          .filter(path -> path.equals(".") || KserveRules.isRelative(path))
          .isEmpty()) {
        return "no relative subPath at " + mount.pointer();
      }
      if (path(mount, "absPath")
          .filter(path -> path.startsWith("/") && KserveRules.isRelative(path.substring(1)))
          .isEmpty()) {
        return "no absolute absPath at " + mount.pointer();
      }
    }
    return "";
  }

  private static Optional<String> path(JsonValue mount, String name) {
    return mount.member(name).flatMap(JsonValue::text);
  }

  private static Outcome size(CacheView cache) {
    String label = cache.label(LABEL).orElse(null);
    if (label == null) {
      return none();
    }
    int bytes = label.getBytes(StandardCharsets.UTF_8).length;
    return bytes <= MAX_BYTES
        ? Outcome.pass(bytes + " bytes")
        : KserveRules.failed(
            cache,
            LABEL,
            "at most " + MAX_BYTES + " bytes",
            bytes + " bytes",
            "mount fewer folders");
  }

  private static Outcome folders(CacheView cache) {
    JsonValue mounts = cache.labelJson(LABEL).filter(json -> fault(json).isEmpty()).orElse(null);
    if (mounts == null || cache.kind().isEmpty() || !cache.payload().isWhole()) {
      return none();
    }
    if (cache.label(LABEL).orElse("").length() > MAX_BYTES) {
      return Outcome.notApplicable("label cache-mounts is too long");
    }
    for (JsonValue mount : mounts.items()) {
      String path = path(mount, "subPath").orElse(".");
      if (!KserveRules.isFolder(cache, path)) {
        return KserveRules.failed(
            cache, LABEL, "a folder below the cache folder", path, "name a folder of the cache");
      }
    }
    return Outcome.pass(mounts.items().size() + " mounts");
  }
}
