package io.mcv.client;

import io.mcv.spec.GpuTarget;
import io.mcv.spec.KernelEntry;
import io.mcv.spec.VllmEntry;
import io.mcv.spec.fit.CacheFit;
import io.mcv.spec.fit.Fit;
import io.mcv.spec.fit.FitReport;
import io.mcv.spec.fit.GpuFit;
import io.mcv.spec.fit.GpuVerdict;
import io.mcv.spec.fit.HostGpu;
import io.mcv.spec.fit.KeyCheck;
import io.mcv.spec.image.CacheSummary;
import io.mcv.spec.image.InImageManifest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Whether the cache in an image fits GPUs: by the labels, and by the manifest beside the cache and
 * by its entries where those were read. All that judge an image do so by {@link #report}.
 *
 * <p>A GPU that one of them rules out stays ruled out. Of another, the kernels decide where there
 * are any, else the first that can tell.
 */
public final class CacheFitCheck {
  private final List<HostGpu> gpus;
  private final @Nullable CacheSummary labels;
  private final @Nullable InImageManifest manifest;
  private final @Nullable EntryVerdicts entries;
  private final List<FitReport> readings;

  private CacheFitCheck(
      List<HostGpu> gpus,
      @Nullable CacheSummary labels,
      @Nullable InImageManifest manifest,
      @Nullable EntryVerdicts entries,
      List<FitReport> readings) {
    this.gpus = gpus;
    this.labels = labels;
    this.manifest = manifest;
    this.entries = entries;
    this.readings = readings;
  }

  /**
   * By the labels alone.
   *
   * @param labels what they tell; null where there are none
   */
  public static CacheFitCheck ofLabels(@Nullable CacheSummary labels, List<HostGpu> gpus) {
    List<GpuTarget> targets = labels == null ? List.of() : List.copyOf(labels.targets());
    return new CacheFitCheck(
        List.copyOf(gpus), labels, null, null, List.of(GpuFit.report(targets, gpus)));
  }

  /** By the manifest of the image too; null where it has none. */
  public CacheFitCheck withManifest(@Nullable InImageManifest listed) {
    if (listed == null || (listed.kernels().isEmpty() && listed.vllm().isEmpty())) {
      return this;
    }
    FitReport report = CacheFit.of(listed.kernels(), listed.vllm(), gpus, null).report();
    return new CacheFitCheck(gpus, labels, listed, null, List.of(readings.get(0), report));
  }

  /**
   * By the entries too, and by the manifest that was read with them.
   *
   * @param key compared with the dummy keys of the kernels, unless null
   */
  public CacheFitCheck withEntries(CacheEntries read, @Nullable KeyCheck key) {
    CacheFitCheck listed = manifest == null ? withManifest(read.manifest()) : this;
    EntryVerdicts verdicts = EntryVerdicts.of(read, listed.kernels(), gpus, key);
    List<FitReport> more = new ArrayList<>(listed.readings);
    if (!verdicts.entries().isEmpty()) {
      more.add(verdicts.report());
    }
    return new CacheFitCheck(gpus, labels, listed.manifest, verdicts, List.copyOf(more));
  }

  /** The verdicts on the cache as a whole, one for each GPU. */
  public FitReport report() {
    return new FitReport(IntStream.range(0, gpus.size()).mapToObj(this::joined).toList());
  }

  private GpuVerdict joined(int gpu) {
    List<GpuVerdict> told = readings.stream().map(one -> one.verdicts().get(gpu)).toList();
    GpuVerdict last = told.get(told.size() - 1);
    for (GpuVerdict verdict : told) {
      if (verdict.fit() instanceof Fit.DoesNotFit) {
        return verdict;
      }
    }
    if (!kernelVerdicts().isEmpty()) {
      return last;
    }
    return told.stream()
        .filter(verdict -> !(verdict.fit() instanceof Fit.Unknown))
        .findFirst()
        .orElse(last);
  }

  /** The kernels that were read, each with its own verdicts, in the order of the cache's. */
  public List<Preflight.Kernel> kernelVerdicts() {
    return entries == null ? List.of() : entries.kernels();
  }

  /** The entries of which something is known. */
  List<EntryVerdicts.Entry> entryVerdicts() {
    return entries == null ? List.of() : entries.entries();
  }

  /**
   * What a person should know of labels and manifest that differ, though both may fit; null where
   * they do not.
   */
  @Nullable String disagreement() {
    List<GpuTarget> labelled = labelled();
    if (manifest == null || labelled.isEmpty()) {
      return null;
    }
    List<GpuTarget> others =
        manifest.kernels().stream()
            .map(KernelEntry::target)
            .distinct()
            .filter(target -> isRuledOut(target, labelled))
            .toList();
    return others.isEmpty()
        ? null
        : "manifest.json of the image lists kernels for "
            + names(others)
            + ", which its labels do not name";
  }

  /** What the labels name, for people: {@code cuda 75, warp size 32 or …}; empty for nothing. */
  String labelledNames() {
    return names(labelled());
  }

  private List<GpuTarget> labelled() {
    return labels == null ? List.of() : List.copyOf(labels.targets());
  }

  /** Whether a GPU of just this kind would be turned away by the labels. */
  private static boolean isRuledOut(GpuTarget target, List<GpuTarget> labelled) {
    HostGpu gpu = HostGpu.of(0, target.backend(), target.arch(), target.warpSize());
    return GpuFit.report(labelled, List.of(gpu)).some() instanceof Fit.DoesNotFit;
  }

  /** As labels and manifest list them. */
  private List<KernelEntry> kernels() {
    List<KernelEntry> kernels = new ArrayList<>();
    if (labels != null) {
      kernels.addAll(labels.kernels());
    }
    if (manifest != null) {
      kernels.addAll(manifest.kernels());
      manifest.vllm().stream().map(VllmEntry::kernels).forEach(kernels::addAll);
    }
    return kernels;
  }

  private static String names(List<GpuTarget> targets) {
    return targets.stream().map(GpuTarget::toString).collect(Collectors.joining(" or "));
  }
}
