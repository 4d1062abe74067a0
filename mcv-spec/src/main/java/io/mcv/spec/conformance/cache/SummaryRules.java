package io.mcv.spec.conformance.cache;

import static io.mcv.spec.conformance.cache.CacheCheck.must;
import static io.mcv.spec.conformance.cache.CacheCheck.should;
import static io.mcv.spec.conformance.rule.RuleGroup.MCV_COMPAT;

import io.mcv.spec.CacheKind;
import io.mcv.spec.GpuTarget;
import io.mcv.spec.conformance.image.JsonValue;
import io.mcv.spec.conformance.rule.Outcome;
import io.mcv.spec.conformance.rule.Rule;
import io.mcv.spec.conformance.rule.Violation;
import io.mcv.spec.image.CacheSummary;
import io.mcv.spec.image.LabelNames;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Rules of {@code mcv-compat} about label {@code summary}. */
final class SummaryRules {
  static final List<Rule> ALL =
      List.of(
          must(
              "MCV-LABEL-06",
              MCV_COMPAT,
              "The label `summary` MUST be `null`, or a JSON object whose list `targets` holds"
                  + " objects with texts `backend` and `arch` and a number `warp_size`.",
              SummaryRules::form),
          should(
              "MCV-LABEL-07",
              MCV_COMPAT,
              "The targets of label `summary` SHOULD be sorted by backend, architecture, warp size"
                  + " and versions, and none twice.",
              SummaryRules::sorted),
          should(
              "MCV-LABEL-08",
              MCV_COMPAT,
              "An architecture in label `summary` SHOULD NOT be the version of a toolkit, as"
                  + " `sm_12.9` is.",
              SummaryRules::architectures),
          should(
              "MCV-LABEL-09",
              MCV_COMPAT,
              "The targets of label `summary` SHOULD be those of the kernels in the cache.",
              SummaryRules::ofKernels));

  private SummaryRules() {}

  private static Optional<CacheKind> labelled(CacheView cache) {
    return Stream.of(CacheKind.values())
        .filter(kind -> cache.label(LabelNames.summary(kind)).isPresent())
        .findFirst();
  }

  private static Outcome none() {
    return Outcome.notApplicable("no label summary that can be read");
  }

  private static Outcome form(CacheView cache) {
    CacheKind kind = labelled(cache).orElse(null);
    if (kind == null) {
      return Outcome.notApplicable("no label summary");
    }
    String name = LabelNames.summary(kind);
    Optional<JsonValue> json = cache.labelJson(name);
    String fault = json.isEmpty() ? "no JSON" : fault(json.get());
    return fault.isEmpty()
        ? Outcome.pass("label " + name)
        : Outcome.fail(
            new Violation(
                cache.labelPlace(name),
                "{\"targets\":[{\"backend\":…,\"arch\":…,\"warp_size\":…}]}",
                fault,
                "write it as JSON; an architecture is a text there"));
  }

  /** What is wrong; empty where nothing is. */
  private static String fault(JsonValue summary) {
    if (summary.value() == null) {
      return "";
    }
    JsonValue targets = summary.member("targets").orElse(null);
    if (targets == null || !targets.isList()) {
      return "no list targets";
    }
    for (JsonValue target : targets.items()) {
      for (String name : List.of("backend", "arch")) {
        if (target.member(name).flatMap(JsonValue::text).isEmpty()) {
          return "no text " + name + " at " + target.pointer();
        }
      }
      if (target.member("warp_size").flatMap(JsonValue::integer).isEmpty()) {
        return "no number warp_size at " + target.pointer();
      }
    }
    return "";
  }

  /** The targets in the order of the label; empty where it cannot be read, or has none. */
  private static List<GpuTarget> targets(CacheView cache) {
    return labelled(cache)
        .flatMap(kind -> cache.labelJson(LabelNames.summary(kind)))
        .filter(json -> fault(json).isEmpty())
        .flatMap(json -> json.member("targets"))
        .map(list -> list.items().stream().map(SummaryRules::target).toList())
        .orElse(List.of());
  }

  private static GpuTarget target(JsonValue json) {
    return new GpuTarget(
        json.member("backend").flatMap(JsonValue::text).orElse(GpuTarget.UNKNOWN),
        json.member("arch").flatMap(JsonValue::text).orElse(GpuTarget.UNKNOWN),
        json.member("warp_size").flatMap(JsonValue::integer).orElse(0L).intValue(),
        json.member("ptx_version").flatMap(JsonValue::integer).orElse(null),
        json.member("cuda_version").flatMap(JsonValue::text).orElse(null));
  }

  private static Outcome sorted(CacheView cache) {
    List<GpuTarget> targets = targets(cache);
    if (targets.isEmpty()) {
      return none();
    }
    List<GpuTarget> expected = List.copyOf(new TreeSet<>(targets));
    return targets.equals(expected)
        ? Outcome.pass(targets.size() + " targets")
        : failed(
            cache, expected.toString(), targets.toString(), "sort them, and leave out doubles");
  }

  private static Outcome architectures(CacheView cache) {
    List<GpuTarget> targets = targets(cache);
    if (targets.isEmpty()) {
      return none();
    }
    return targets.stream()
        .filter(GpuTarget::namesToolkit)
        .findFirst()
        .map(
            target ->
                failed(
                    cache,
                    "a compute capability, such as sm_80",
                    target.arch(),
                    "create the image again with a newer tool"))
        .orElseGet(() -> Outcome.pass(targets.size() + " targets"));
  }

  private static Outcome ofKernels(CacheView cache) {
    SortedSet<GpuTarget> labelled = comparable(targets(cache).stream());
    SortedSet<GpuTarget> compiled = comparable(cache.kernels().stream().map(k -> k.target()));
    if (labelled.isEmpty() || compiled.isEmpty() || !cache.isComplete()) {
      return Outcome.notApplicable("no label summary, or no kernels to compare it with");
    }
    boolean ofItsKind = cache.summary().map(CacheSummary::kind).equals(cache.kind());
    return !ofItsKind || labelled.equals(compiled)
        ? Outcome.pass(compiled.size() + " targets")
        : failed(
            cache, compiled.toString(), labelled.toString(), "take the targets of the kernels");
  }

  /** Without versions, and without the prefix that some tools give architectures. */
  private static SortedSet<GpuTarget> comparable(Stream<GpuTarget> targets) {
    SortedSet<GpuTarget> plain = new TreeSet<>();
    targets.forEach(
        target ->
            plain.add(
                GpuTarget.of(
                    target.backend(),
                    target.arch().replaceFirst("^sm_(?=\\d)", ""),
                    target.warpSize())));
    return plain;
  }

  private static Outcome failed(CacheView cache, String expected, String found, String remedy) {
    String name = LabelNames.summary(labelled(cache).orElse(CacheKind.TRITON));
    return Outcome.fail(new Violation(cache.labelPlace(name), expected, found, remedy));
  }
}
