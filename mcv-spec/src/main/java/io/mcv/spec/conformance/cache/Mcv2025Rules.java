package io.mcv.spec.conformance.cache;

import static io.mcv.spec.conformance.cache.CacheCheck.must;
import static io.mcv.spec.conformance.cache.CacheCheck.should;
import static io.mcv.spec.conformance.rule.RuleGroup.MCV_2025_05;

import io.mcv.spec.CacheKind;
import io.mcv.spec.conformance.image.JsonValue;
import io.mcv.spec.conformance.rule.Outcome;
import io.mcv.spec.conformance.rule.Place;
import io.mcv.spec.conformance.rule.Rule;
import io.mcv.spec.conformance.rule.Violation;
import io.mcv.spec.conformance.rule.Violations;
import io.mcv.spec.image.LabelNames;
import java.util.List;

/** The group {@code mcv-2025-05}. */
public final class Mcv2025Rules {
  /** All of them, in the order of docs/format.md. */
  public static final List<Rule> ALL =
      List.of(
          must(
              "MCV-2025-01",
              MCV_2025_05,
              "The in-image manifest MUST be there, and be a list.",
              cache -> ManifestForm.check(cache, true)),
          must(
              "MCV-2025-02",
              MCV_2025_05,
              "The keys of a kernel in the in-image manifest MUST be in the order hash, backend,"
                  + " arch, warp_size, [ptx_version], [num_stages], [num_warps], [debug],"
                  + " dummy_key.",
              Mcv2025Rules::order),
          must(
              "MCV-2025-03",
              MCV_2025_05,
              "The labels `entry-count`, `cache-size-bytes` and `summary` MUST all be there where"
                  + " there is a label of the cache.",
              CacheLabelsThere::check),
          must(
              "MCV-2025-04",
              MCV_2025_05,
              "There MUST NOT be a label `metadata`.",
              Mcv2025Rules::noMetadata),
          must(
              "MCV-2025-05",
              MCV_2025_05,
              "There MUST be one layer with all files, or two: the cache, then the in-image"
                  + " manifest.",
              Mcv2025Rules::layers),
          should(
              "MCV-2025-06",
              MCV_2025_05,
              "Paths in group files SHOULD start at `.triton/cache`.",
              Mcv2025Rules::shortened));

  private Mcv2025Rules() {}

  private static Outcome order(CacheView cache) {
    CachedFile file = cache.manifest().orElse(null);
    JsonValue list = cache.manifestJson().filter(JsonValue::isList).orElse(null);
    return file == null || list == null
        ? Outcome.notApplicable("no in-image manifest that is a list")
        : OrderCheck.of(KeyOrder.TARGET_FIRST, list.items(), file::place);
  }

  private static Outcome noMetadata(CacheView cache) {
    if (!cache.labelsAreRead()) {
      return Outcome.notApplicable("the configuration could not be read");
    }
    String name = LabelNames.metadata(CacheKind.TRITON);
    return cache.label(name).isEmpty()
        ? Outcome.pass("no label metadata")
        : Outcome.fail(
            new Violation(
                cache.labelPlace(name),
                "no such label",
                "label " + name,
                "leave it out: the in-image manifest has the kernels"));
  }

  private static Outcome layers(CacheView cache) {
    CachedFile manifest = cache.manifest().orElse(null);
    int layers = cache.image().layers().size();
    if (manifest == null || !cache.payload().isWhole()) {
      return Outcome.notApplicable("no in-image manifest, or no whole cache");
    }
    boolean squashed = layers == 1;
    boolean split =
        layers == 2
            && manifest.layer().position() == 1
            && cache.files().stream().allMatch(file -> file.layer().position() == 0);
    return squashed || split
        ? Outcome.pass(layers + " layers")
        : Outcome.fail(
            new Violation(
                Place.of("layers"),
                "one layer, or the cache and then the manifest",
                layers + " layers, the manifest in " + manifest.layer().name(),
                "put the manifest into a second layer, or all into one"));
  }

  private static Outcome shortened(CacheView cache) {
    Violations violations = new Violations("group files");
    for (GroupFileView group : cache.groupFiles()) {
      violations.looked();
      String path = group.unshortened();
      if (path != null) {
        violations.add(
            () ->
                new Violation(
                    group.file().place("/child_paths"),
                    ".triton/cache/…",
                    path,
                    "cut paths to start at .triton/cache; extract puts its folder before them"));
      }
    }
    return violations.outcome();
  }
}
