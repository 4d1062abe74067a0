package io.mcv.spec.conformance.cache;

import static io.mcv.spec.conformance.cache.CacheCheck.must;
import static io.mcv.spec.conformance.rule.RuleGroup.CARGOHOLD;

import io.mcv.spec.CacheKind;
import io.mcv.spec.conformance.image.JsonValue;
import io.mcv.spec.conformance.rule.Outcome;
import io.mcv.spec.conformance.rule.Rule;
import io.mcv.spec.conformance.rule.Violation;
import io.mcv.spec.conformance.rule.Violations;
import io.mcv.spec.image.LabelNames;
import java.util.List;
import java.util.Optional;

/** The group {@code cargohold}. */
public final class CargoholdRules {
  /** All of them, in the order of docs/format.md. */
  public static final List<Rule> ALL =
      List.of(
          must(
              "CARGOHOLD-01",
              CARGOHOLD,
              "The label `cache.triton.image/metadata` MUST be there, a JSON list of objects with a"
                  + " text `hash`.",
              CargoholdRules::metadata),
          must(
              "CARGOHOLD-02",
              CARGOHOLD,
              "The keys of a kernel in label `metadata` MUST be in the order hash, backend, arch,"
                  + " warp_size, [ptx_version], [num_stages], [num_warps], [debug], dummy_key.",
              CargoholdRules::order),
          must(
              "CARGOHOLD-03",
              CARGOHOLD,
              "The `arch` of a kernel in label `metadata` MUST be a text, and its `warp_size` a"
                  + " number.",
              CargoholdRules::types),
          must(
              "CARGOHOLD-04",
              CARGOHOLD,
              "The label `entry-count` MUST be the number of kernels in label `metadata`.",
              CargoholdRules::entryCount),
          must(
              "CARGOHOLD-05",
              CARGOHOLD,
              "The label `cache.triton.image/variant` MUST be `multi`.",
              CargoholdRules::variant),
          must("CARGOHOLD-06", CARGOHOLD, "There MUST be one layer.", CargoholdRules::oneLayer),
          must(
              "CARGOHOLD-07",
              CARGOHOLD,
              "There MUST NOT be an in-image manifest.",
              CargoholdRules::noManifest));

  private static final String METADATA = LabelNames.metadata(CacheKind.TRITON);

  private CargoholdRules() {}

  /** The kernels of the label; empty where it is not there, or not as it must be. */
  private static Optional<List<JsonValue>> kernels(CacheView cache) {
    return cache
        .labelJson(METADATA)
        .filter(JsonValue::isList)
        .map(JsonValue::items)
        .filter(items -> items.stream().allMatch(CargoholdRules::hasHash));
  }

  private static boolean hasHash(JsonValue kernel) {
    return kernel.member("hash").flatMap(JsonValue::text).isPresent();
  }

  private static Outcome noKernels() {
    return Outcome.notApplicable("no label metadata with kernels");
  }

  private static Outcome failed(
      CacheView cache, String label, String expected, String found, String remedy) {
    return Outcome.fail(new Violation(cache.labelPlace(label), expected, found, remedy));
  }

  private static Outcome metadata(CacheView cache) {
    if (!cache.labelsAreRead()) {
      return Outcome.notApplicable("the configuration could not be read");
    }
    String found = cache.label(METADATA).isEmpty() ? "none" : "something else";
    return kernels(cache)
        .map(kernels -> Outcome.pass(kernels.size() + " kernels"))
        .orElseGet(
            () ->
                failed(
                    cache,
                    METADATA,
                    "a JSON list of kernels",
                    found,
                    "list the kernels there, or choose the profile that the image has"));
  }

  private static Outcome order(CacheView cache) {
    return kernels(cache)
        .map(
            kernels ->
                OrderCheck.of(
                    KeyOrder.TARGET_FIRST, kernels, pointer -> cache.labelPlace(METADATA)))
        .orElseGet(CargoholdRules::noKernels);
  }

  private static Outcome types(CacheView cache) {
    List<JsonValue> kernels = kernels(cache).orElse(List.of());
    if (kernels.isEmpty()) {
      return noKernels();
    }
    Violations violations = new Violations("kernels");
    for (JsonValue kernel : kernels) {
      Optional<JsonValue> arch = kernel.member("arch").filter(value -> value.text().isEmpty());
      Optional<JsonValue> warps =
          kernel.member("warp_size").filter(value -> value.integer().isEmpty());
      arch.or(() -> warps)
          .ifPresent(
              value ->
                  violations.add(
                      () ->
                          new Violation(
                              cache.labelPlace(METADATA),
                              arch.isPresent() ? "a text arch" : "a number warp_size",
                              value.type() + " at " + value.pointer(),
                              "write \"arch\":\"80\" and \"warp_size\":32")));
    }
    return violations.outcome(kernels.size() + " kernels");
  }

  private static Outcome entryCount(CacheView cache) {
    List<JsonValue> kernels = kernels(cache).orElse(null);
    String name = LabelNames.entryCount(CacheKind.TRITON);
    String label = cache.label(name).orElse("none");
    if (kernels == null || !label.matches("[0-9]{1,18}|none")) {
      return noKernels();
    }
    String expected = Integer.toString(kernels.size());
    return label.equals(expected)
        ? Outcome.pass(expected + " kernels")
        : failed(cache, name, expected, label, "count the kernels of label metadata");
  }

  private static Outcome variant(CacheView cache) {
    if (!cache.labelsAreRead() || cache.summary().isEmpty()) {
      return Outcome.notApplicable("no labels of a cache");
    }
    String name = LabelNames.variant(CacheKind.TRITON);
    String label = cache.label(name).orElse("none");
    return label.equals("multi")
        ? Outcome.pass("multi")
        : failed(cache, name, "multi", label, "set the label to multi");
  }

  private static Outcome oneLayer(CacheView cache) {
    return LayerTypeRules.oneLayer(
        cache, "put the cache into one layer; tools of that time read the last one alone");
  }

  private static Outcome noManifest(CacheView cache) {
    CachedFile manifest = cache.manifest().orElse(null);
    return manifest == null
        ? Outcome.pass("none")
        : Outcome.fail(
            new Violation(
                manifest.place(),
                "no in-image manifest",
                manifest.path(),
                "leave it out: label metadata has the kernels"));
  }
}
