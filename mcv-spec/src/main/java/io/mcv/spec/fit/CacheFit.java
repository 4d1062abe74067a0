package io.mcv.spec.fit;

import io.mcv.spec.KernelEntry;
import io.mcv.spec.VllmEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a cache runs on the GPUs of a host, entry by entry.
 *
 * @param entries in the order of the cache's
 * @param report the verdicts on the whole, one for each GPU: one entry that fits is enough
 */
public record CacheFit(List<EntryFit> entries, FitReport report) {
  /** Copies the entries. */
  public CacheFit {
    entries = List.copyOf(entries);
  }

  /**
   * Compares all entries. Those with the same needs share one report, since caches have thousands.
   *
   * @param kernels the entries of a Triton cache
   * @param hashFolders the entries of a vLLM cache
   * @param key compared with the dummy keys of all kernels, unless null
   */
  public static CacheFit of(
      Collection<KernelEntry> kernels,
      Collection<VllmEntry> hashFolders,
      List<HostGpu> gpus,
      @Nullable KeyCheck key) {
    List<EntryFit> entries = new ArrayList<>();
    Set<Requirement> all = new LinkedHashSet<>();
    Map<List<Requirement>, FitReport> known = new HashMap<>();
    for (KernelEntry kernel : kernels) {
      List<Requirement> needs = List.of(Requirement.of(kernel, key));
      entries.add(new EntryFit(kernel.hash(), report(needs, gpus, known)));
      all.addAll(needs);
    }
    for (VllmEntry hashFolder : hashFolders) {
      List<Requirement> needs = Requirement.of(hashFolder, key);
      entries.add(new EntryFit(hashFolder.hash(), report(needs, gpus, known)));
      all.addAll(needs);
    }
    return new CacheFit(entries, GpuFit.reportAny(all, gpus));
  }

  private static FitReport report(
      List<Requirement> needs, List<HostGpu> gpus, Map<List<Requirement>, FitReport> known) {
    return known.computeIfAbsent(needs, same -> GpuFit.reportAny(same, gpus));
  }

  /** The entries that fit some GPU. */
  public List<EntryFit> matching() {
    return entries.stream().filter(EntryFit::matches).toList();
  }
}
