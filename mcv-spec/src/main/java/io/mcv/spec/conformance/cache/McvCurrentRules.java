package io.mcv.spec.conformance.cache;

import static io.mcv.spec.conformance.cache.CacheCheck.must;
import static io.mcv.spec.conformance.cache.CacheCheck.should;
import static io.mcv.spec.conformance.rule.RuleGroup.MCV_CURRENT;

import io.mcv.spec.conformance.image.JsonValue;
import io.mcv.spec.conformance.rule.Outcome;
import io.mcv.spec.conformance.rule.Rule;
import io.mcv.spec.conformance.rule.Violation;
import io.mcv.spec.image.LabelNames;
import java.util.List;
import java.util.stream.Stream;

/** The group {@code mcv-current}. */
public final class McvCurrentRules {
  private static final List<Rule> OF_IMAGE =
      List.of(
          must(
              "MCV-CURRENT-01",
              MCV_CURRENT,
              "The in-image manifest MUST be there, and be an object.",
              cache -> ManifestForm.check(cache, false)),
          must(
              "MCV-CURRENT-02",
              MCV_CURRENT,
              "The labels `entry-count`, `cache-size-bytes` and `summary` MUST all be there where"
                  + " there is a label of the cache; vLLM caches of August 2025 have no"
                  + " `summary`.",
              CacheLabelsThere::check),
          should(
              "MCV-CURRENT-03",
              MCV_CURRENT,
              "There SHOULD be one layer.",
              McvCurrentRules::oneLayer),
          should(
              "MCV-CURRENT-04",
              MCV_CURRENT,
              "There SHOULD be a label `org.opencontainers.image.title` that is not empty.",
              McvCurrentRules::title),
          must(
              "MCV-CURRENT-05",
              MCV_CURRENT,
              "The keys of a kernel in the in-image manifest MUST be in the order hash,"
                  + " [dummy_key], [ptx_version], [num_stages], [num_warps], [debug], backend, arch,"
                  + " warp_size, unless all have that of August 2025.",
              McvCurrentRules::kernels));

  /** All of them, in the order of docs/format.md. */
  public static final List<Rule> ALL =
      Stream.of(OF_IMAGE, VllmRules.ALL).flatMap(List::stream).toList();

  private McvCurrentRules() {}

  private static Outcome oneLayer(CacheView cache) {
    return LayerTypeRules.oneLayer(
        cache, "put cache and manifest into one layer; some tools read no other");
  }

  private static Outcome title(CacheView cache) {
    if (!cache.labelsAreRead()) {
      return Outcome.notApplicable("the configuration could not be read");
    }
    String title = cache.label(LabelNames.TITLE).orElse("");
    return title.isEmpty()
        ? Outcome.fail(
            new Violation(
                cache.labelPlace(LabelNames.TITLE),
                "the name of the image",
                "none",
                "create it with a title: the last part of the repository name, in mcv-tool by --title"))
        : Outcome.pass(title);
  }

  private static Outcome kernels(CacheView cache) {
    CachedFile file = cache.manifest().orElse(null);
    List<JsonValue> kernels =
        cache
            .manifestJson()
            .map(
                json ->
                    Stream.concat(
                            json.member("triton").stream(),
                            VllmRules.hashFolders(cache).stream()
                                .flatMap(folder -> folder.member("triton").stream()))
                        .flatMap(list -> list.items().stream())
                        .toList())
            .orElse(List.of());
    if (file == null || kernels.isEmpty()) {
      return Outcome.notApplicable("no kernels in an in-image manifest that is an object");
    }
    if (kernels.stream().allMatch(kernel -> KeyOrder.TARGET_FIRST.fault(kernel).isEmpty())) {
      return Outcome.notApplicable("all keys are in the order of August 2025");
    }
    return OrderCheck.of(KeyOrder.TARGET_LAST, kernels, file::place);
  }
}
