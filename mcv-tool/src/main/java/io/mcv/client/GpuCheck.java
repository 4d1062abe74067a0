package io.mcv.client;

import io.mcv.client.publish.StagedTree;
import io.mcv.spec.CacheKind;
import io.mcv.spec.fit.Fit;
import io.mcv.spec.fit.FitReason;
import io.mcv.spec.fit.FitReport;
import io.mcv.spec.fit.KeyCheck;
import io.mcv.spec.image.CacheSummary;
import io.mcv.spec.image.InImageManifest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Refuses an image that does not fit the GPUs that it must: by its labels before any layer is read,
 * by the manifest beside the cache and the entries themselves once they are staged.
 */
final class GpuCheck {
  private static final int MAX_REASONS = 4;

  private final GpuRequirement requirement;
  private final String image;
  private final List<String> warnings;
  private CacheFitCheck check;

  /**
   * A check of one image.
   *
   * @param labels what the labels tell; null where there are none
   * @param warnings what is found and stops nothing is added there
   */
  GpuCheck(
      GpuRequirement requirement,
      String image,
      @Nullable CacheSummary labels,
      List<String> warnings) {
    this.requirement = requirement;
    this.image = image;
    this.check = CacheFitCheck.ofLabels(labels, requirement.gpus());
    this.warnings = warnings;
  }

  /** What the labels say. */
  void labels() throws NoFittingGpuException {
    if (requirement.gpus().isEmpty()) {
      throw refused(noGpu());
    }
    refuseUnlessFitting("");
  }

  /**
   * What the contents say, whatever the labels said. Entries that fit no GPU are removed where that
   * is asked.
   *
   * @param manifest the manifest beside the cache; null where there is none
   * @return how many entries were removed
   */
  long contents(StagedTree cache, CacheKind kind, @Nullable InImageManifest manifest)
      throws IOException {
    check = check.withManifest(manifest);
    refuseUnlessFitting("by its manifest.json, ");
    String disagreement = check.disagreement();
    if (disagreement != null) {
      warn(disagreement);
    }
    if (requirement.kernels() || requirement.onlyMatching()) {
      String key = requirement.tritonKey();
      check =
          check.withEntries(
              StagedEntries.read(cache, kind, manifest), key == null ? null : KeyCheck.of(key));
      if (check.entryVerdicts().isEmpty()) {
        warn("the cache has no metadata of kernels to compare with the GPUs");
      }
      refuseUnlessFitting("by the metadata of its kernels, ");
    }
    reasons(verdict()).forEach(this::warn);
    return requirement.onlyMatching() ? removeOthers(cache) : 0;
  }

  private long removeOthers(StagedTree cache) throws IOException {
    Map<String, Fit> folders = new LinkedHashMap<>();
    long outside = 0;
    long unknown = 0;
    for (EntryVerdicts.Entry entry : check.entryVerdicts()) {
      if (!entry.folder().isEmpty()) {
        folders.merge(entry.folder(), entry.fit(), GpuCheck::better);
      } else if (entry.fit() instanceof Fit.DoesNotFit) {
        outside++;
      } else if (entry.fit() instanceof Fit.Unknown) {
        unknown++;
      }
    }
    long removed = 0;
    for (Map.Entry<String, Fit> folder : folders.entrySet()) {
      if (folder.getValue() instanceof Fit.DoesNotFit) {
        cache.remove(folder.getKey());
        removed++;
      } else if (folder.getValue() instanceof Fit.Unknown) {
        unknown++;
      }
    }
    if (unknown > 0) {
      warn("entries that stay though nothing tells whether they fit: " + unknown);
    }
    if (outside > 0) {
      warn(
          "kernels that stay though they fit no GPU, as they lie in no folder of an entry: "
              + outside);
    }
    return removed;
  }

  private static Fit better(Fit one, Fit other) {
    boolean isBetter =
        one instanceof Fit.Fits || (one instanceof Fit.Unknown && !(other instanceof Fit.Fits));
    return isBetter ? one : other;
  }

  private Fit verdict() {
    FitReport report = check.report();
    return requirement.every() ? report.every() : report.some();
  }

  private void refuseUnlessFitting(String where) throws NoFittingGpuException {
    Fit fit = verdict();
    if (fit instanceof Fit.DoesNotFit) {
      throw refused(where + joined(reasons(fit)));
    }
  }

  private NoFittingGpuException refused(String why) {
    return new NoFittingGpuException(
        image + " was not extracted: " + why + " (--no-gpu extracts it all the same)");
  }

  private String noGpu() {
    String names = check.labelledNames();
    String what = names.isEmpty() ? "" : "it is for " + names + ", and ";
    String why =
        requirement.hidden().isEmpty() ? "" : ": " + String.join("; ", requirement.hidden());
    return what + "no GPU is visible here" + why;
  }

  private static List<String> reasons(Fit fit) {
    return fit.reasons().stream().map(FitReason::text).distinct().toList();
  }

  private static String joined(List<String> reasons) {
    String first = reasons.stream().limit(MAX_REASONS).collect(Collectors.joining("; "));
    int more = reasons.size() - MAX_REASONS;
    return more > 0 ? first + "; and " + more + " more reasons" : first;
  }

  private void warn(String warning) {
    if (!warnings.contains(warning)) {
      warnings.add(warning);
    }
  }
}
