package io.mcv.spec.conformance.cache;

import static io.mcv.spec.conformance.cache.CacheCheck.must;
import static io.mcv.spec.conformance.cache.CacheCheck.should;
import static io.mcv.spec.conformance.rule.RuleGroup.MCV_COMPAT;

import io.mcv.spec.CacheKind;
import io.mcv.spec.conformance.image.EntryView;
import io.mcv.spec.conformance.image.LayerView;
import io.mcv.spec.conformance.rule.Outcome;
import io.mcv.spec.conformance.rule.Place;
import io.mcv.spec.conformance.rule.Rule;
import io.mcv.spec.conformance.rule.Violation;
import io.mcv.spec.conformance.rule.Violations;
import io.mcv.spec.scan.LeftOver;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Rules of {@code mcv-compat} about cache folders. */
final class FolderRules {
  static final List<Rule> ALL =
      List.of(
          must(
              "MCV-FOLDER-01",
              MCV_COMPAT,
              "An image MUST hold a folder `io.triton.cache/` or `io.vllm.cache/` that is not"
                  + " empty.",
              FolderRules::isThere),
          must(
              "MCV-FOLDER-02",
              MCV_COMPAT,
              "An image with both cache folders MUST have labels that say which one is meant.",
              FolderRules::isChosen),
          should(
              "MCV-FOLDER-03",
              MCV_COMPAT,
              "An image SHOULD hold one cache folder only.",
              FolderRules::isAlone),
          should(
              "MCV-FOLDER-04",
              MCV_COMPAT,
              "The names of entries in cache and manifest folders SHOULD NOT start with `./`.",
              FolderRules::plainNames),
          should(
              "MCV-FOLDER-05",
              MCV_COMPAT,
              "A cache folder SHOULD NOT hold `lock` or `tmp.pid_*`, which a running Triton leaves.",
              FolderRules::noLeftOvers));

  private FolderRules() {}

  private static Outcome isThere(CacheView cache) {
    Set<CacheKind> kinds = cache.payload().kinds();
    if (!kinds.isEmpty()) {
      return Outcome.pass(kinds.iterator().next().cacheFolder());
    }
    if (!cache.payload().isRead()) {
      return Outcome.notApplicable("not all layers could be read");
    }
    return Outcome.fail(
        new Violation(
            Place.of("layers"),
            "io.triton.cache/ or io.vllm.cache/ with files",
            "neither",
            "use another image, or add the cache below one of these folders"));
  }

  private static Outcome isChosen(CacheView cache) {
    if (cache.payload().kinds().size() < 2) {
      return Outcome.notApplicable("there are not two cache folders");
    }
    if (!cache.labelsAreRead()) {
      return Outcome.notApplicable("the configuration could not be read");
    }
    return cache
        .summary()
        .map(summary -> Outcome.pass("labels of " + summary.kind().id()))
        .orElseGet(
            () ->
                Outcome.fail(
                    new Violation(
                        Place.of("config"),
                        "labels cache.triton.image/… or cache.vllm.image/…",
                        "none",
                        "put each cache into an image of its own")));
  }

  private static Outcome isAlone(CacheView cache) {
    return switch (cache.payload().kinds().size()) {
      case 0 -> Outcome.notApplicable("no cache folder");
      case 1 -> Outcome.pass("one cache folder");
      default ->
          Outcome.fail(
              new Violation(
                  Place.of("layers"),
                  "one of io.triton.cache/ and io.vllm.cache/",
                  "both",
                  "put each cache into an image of its own"));
    };
  }

  private static Outcome plainNames(CacheView cache) {
    Violations violations = new Violations("entries of a cache");
    for (LayerView layer : cache.image().layers()) {
      for (EntryView entry : layer.entries()) {
        if (isOfCache(entry.path())) {
          violations.looked();
          if (entry.name().startsWith("./")) {
            violations.add(
                () ->
                    new Violation(
                        Place.of(layer, entry),
                        entry.path(),
                        entry.name(),
                        "write names without ./ into the tar"));
          }
        }
      }
    }
    return violations.outcome();
  }

  private static boolean isOfCache(String path) {
    for (CacheKind kind : CacheKind.values()) {
      for (String folder : List.of(kind.cacheFolder(), kind.manifestFolder())) {
        if (path.equals(folder) || path.startsWith(folder + "/")) {
          return true;
        }
      }
    }
    return false;
  }

  private static Outcome noLeftOvers(CacheView cache) {
    CacheKind kind = cache.kind().orElse(null);
    if (kind == null) {
      return Outcome.notApplicable("no cache folder");
    }
    boolean vllm = kind == CacheKind.VLLM || !cache.hashFolders().isEmpty();
    List<CachedFile> all = new ArrayList<>(cache.files());
    all.addAll(cache.payload().folders(kind));
    Violations violations = new Violations("files and folders");
    for (CachedFile file : all) {
      if (LeftOver.is(file.name(), file.folder(), vllm)) {
        violations.add(
            () ->
                new Violation(
                    file.place(),
                    "files of the cache alone",
                    file.name(),
                    "pack the cache while nothing compiles into it"));
      }
    }
    return violations.outcome(all.size() + " files and folders");
  }
}
