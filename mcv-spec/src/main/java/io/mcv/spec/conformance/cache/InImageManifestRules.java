package io.mcv.spec.conformance.cache;

import static io.mcv.spec.conformance.cache.CacheCheck.must;
import static io.mcv.spec.conformance.cache.CacheCheck.should;
import static io.mcv.spec.conformance.rule.RuleGroup.MCV_COMPAT;

import io.mcv.oci.json.GoJson;
import io.mcv.oci.json.JsonException;
import io.mcv.spec.CacheKind;
import io.mcv.spec.KernelEntry;
import io.mcv.spec.VllmEntry;
import io.mcv.spec.conformance.image.JsonValue;
import io.mcv.spec.conformance.rule.Outcome;
import io.mcv.spec.conformance.rule.Rule;
import io.mcv.spec.conformance.rule.Violation;
import io.mcv.spec.image.InImageManifest;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rules of {@code mcv-compat} about the in-image manifest. */
final class InImageManifestRules {
  static final List<Rule> ALL =
      List.of(
          must(
              "MCV-MANIFEST-01",
              MCV_COMPAT,
              "An in-image manifest MUST be JSON: a list of kernels, or an object with a list"
                  + " `triton` or `vllm` of objects.",
              InImageManifestRules::form),
          should(
              "MCV-MANIFEST-02",
              MCV_COMPAT,
              "An in-image manifest SHOULD list every kernel of a Triton cache, and name no kernel"
                  + " or hash folder that is not in the cache.",
              InImageManifestRules::lists),
          should(
              "MCV-MANIFEST-03",
              MCV_COMPAT,
              "An in-image manifest SHOULD have the bytes of Go's `json.MarshalIndent` with two"
                  + " spaces, without a newline at its end.",
              InImageManifestRules::bytes));

  /** Indented text of deep JSON is many times as long. */
  private static final int MAX_INDENTED_BYTES = 4 * 1024 * 1024;

  private static final int MAX_INDENTED_DEPTH = 10;

  private InImageManifestRules() {}

  private static Outcome form(CacheView cache) {
    CachedFile manifest = cache.manifest().orElse(null);
    byte[] content = cache.manifest().flatMap(CachedFile::content).orElse(null);
    if (manifest == null || content == null) {
      return Outcome.notApplicable("no in-image manifest");
    }
    String fault = fault(cache, content);
    return fault.isEmpty()
        ? Outcome.pass(content.length + " bytes")
        : Outcome.fail(
            new Violation(
                manifest.place(""),
                "a list, or an object with triton or vllm",
                fault,
                "create the image again"));
  }

  private static String fault(CacheView cache, byte[] content) {
    try {
      InImageManifest.parse(content);
    } catch (JsonException e) {
      return String.valueOf(e.getMessage());
    }
    boolean known =
        cache.manifestJson().isPresent()
            && (cache.manifestJson().get().isList()
                || cache.manifestJson().get().member("triton").isPresent()
                || cache.manifestJson().get().member("vllm").isPresent());
    return known ? "" : "an object with neither";
  }

  private static Optional<InImageManifest> parsed(CacheView cache) {
    try {
      byte[] content = cache.manifest().flatMap(CachedFile::content).orElse(null);
      return content == null ? Optional.empty() : Optional.of(InImageManifest.parse(content));
    } catch (JsonException e) {
      return Optional.empty();
    }
  }

  private static Outcome lists(CacheView cache) {
    CachedFile file = cache.manifest().orElse(null);
    InImageManifest manifest = parsed(cache).orElse(null);
    if (file == null || manifest == null || !cache.isComplete()) {
      return Outcome.notApplicable("no in-image manifest, or no whole cache");
    }
    Set<String> missing = new TreeSet<>();
    Set<String> foreign;
    int listed;
    if (cache.kind().orElse(CacheKind.TRITON) == CacheKind.TRITON) {
      Set<String> kernels = hashes(cache.kernels());
      Set<String> inManifest = hashes(manifest.kernels());
      listed = inManifest.size();
      missing.addAll(kernels);
      missing.removeAll(inManifest);
      foreign = inManifest;
      foreign.removeAll(kernels);
    } else {
      foreign =
          manifest.vllm().stream()
              .map(VllmEntry::hash)
              .collect(Collectors.toCollection(TreeSet::new));
      listed = foreign.size();
      foreign.removeAll(HashFolders.names(cache.hashFolders()));
    }
    if (missing.isEmpty() && foreign.isEmpty()) {
      return Outcome.pass(listed + " entries");
    }
    String found = missing.isEmpty() ? "too much: " + some(foreign) : "missing: " + some(missing);
    return Outcome.fail(
        new Violation(file.place(""), "the entries of the cache", found, "create the image again"));
  }

  private static Set<String> hashes(List<KernelEntry> kernels) {
    return kernels.stream().map(KernelEntry::hash).collect(Collectors.toCollection(TreeSet::new));
  }

  /** The first of them, and how many more there are. */
  private static String some(Set<String> names) {
    String first = names.iterator().next();
    return names.size() == 1 ? first : first + " and " + (names.size() - 1) + " more";
  }

  private static Outcome bytes(CacheView cache) {
    CachedFile file = cache.manifest().orElse(null);
    JsonValue json = cache.manifestJson().orElse(null);
    byte[] content = cache.manifest().flatMap(CachedFile::content).orElse(null);
    if (file == null || json == null || content == null) {
      return Outcome.notApplicable("no in-image manifest that is JSON");
    }
    if (content.length > MAX_INDENTED_BYTES || isDeeperThan(json.value(), MAX_INDENTED_DEPTH)) {
      return Outcome.notApplicable(
          "the in-image manifest has more than %d bytes, or %d levels"
              .formatted(MAX_INDENTED_BYTES, MAX_INDENTED_DEPTH));
    }
    byte[] expected = GoJson.indented(json.value(), "  ");
    int same = Arrays.mismatch(expected, content);
    return same < 0
        ? Outcome.pass(content.length + " bytes")
        : Outcome.fail(
            new Violation(
                file.place(),
                expected.length + " bytes, as Go indents it",
                content.length + " bytes, other from byte " + same + " of the file on",
                "write it with json.MarshalIndent and two spaces"));
  }

  private static boolean isDeeperThan(@Nullable Object json, int levels) {
    Collection<?> inside =
        json instanceof Map<?, ?> map
            ? map.values()
            : json instanceof List<?> list ? list : List.of();
    return levels < 0 || inside.stream().anyMatch(each -> isDeeperThan(each, levels - 1));
  }
}
