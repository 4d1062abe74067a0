package io.mcv.client;

import io.mcv.spec.KernelEntry;
import io.mcv.spec.VllmEntry;
import io.mcv.spec.fit.CacheFit;
import io.mcv.spec.fit.EntryFit;
import io.mcv.spec.fit.Fit;
import io.mcv.spec.fit.FitReport;
import io.mcv.spec.fit.HostGpu;
import io.mcv.spec.fit.KeyCheck;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a cache against GPUs, each by what it tells itself.
 *
 * @param entries those of which something is known: first the kernels, then the hash folders of
 *     vLLM that have none
 * @param kernels in the order of the cache's
 * @param report the verdicts on all of them: one that fits is enough
 */
record EntryVerdicts(List<Entry> entries, List<Preflight.Kernel> kernels, FitReport report) {
  /**
   * One entry.
   *
   * @param folder that holds it, of those of {@link CacheEntries#folders}; empty for none
   * @param fit whether it fits some GPU
   */
  record Entry(String folder, Fit fit) {}

  /**
   * Compares all entries.
   *
   * @param listed the kernels of labels and manifest: dummy keys are nowhere else
   * @param key compared with those, unless null
   */
  static EntryVerdicts of(
      CacheEntries read, List<KernelEntry> listed, List<HostGpu> gpus, @Nullable KeyCheck key) {
    Set<String> units = Set.copyOf(read.folders());
    List<String> folders = new ArrayList<>();
    List<KernelEntry> kernels = new ArrayList<>();
    Map<String, String> dummyKeys = key == null ? Map.of() : dummyKeys(listed);
    for (CacheEntries.Kernel kernel : read.kernels()) {
      folders.add(unit(kernel.path(), units));
      String dummyKey = dummyKeys.get(kernel.entry().hash());
      kernels.add(dummyKey == null ? kernel.entry() : kernel.entry().withDummyKey(dummyKey));
    }
    List<VllmEntry> hashFolders = addHashFolders(read, folders);
    return of(read, folders, CacheFit.of(kernels, hashFolders, gpus, key));
  }

  private static EntryVerdicts of(CacheEntries read, List<String> folders, CacheFit fit) {
    Map<FitReport, Fit> known = new IdentityHashMap<>();
    List<Entry> entries = new ArrayList<>();
    List<Preflight.Kernel> kernels = new ArrayList<>();
    for (int i = 0; i < folders.size(); i++) {
      EntryFit entry = fit.entries().get(i);
      entries.add(
          new Entry(folders.get(i), known.computeIfAbsent(entry.report(), FitReport::some)));
      if (i < read.kernels().size()) {
        kernels.add(new Preflight.Kernel(read.kernels().get(i), entry.report()));
      }
    }
    return new EntryVerdicts(entries, kernels, fit.report());
  }

  /** What the manifest says of folders of vLLM that have no kernels; adds those folders. */
  private static List<VllmEntry> addHashFolders(CacheEntries read, List<String> folders) {
    if (read.manifest() == null || read.manifest().vllm().isEmpty()) {
      return List.of();
    }
    Map<String, VllmEntry> byHash = new HashMap<>();
    read.manifest().vllm().forEach(entry -> byHash.put(entry.hash(), entry));
    Set<String> withKernels = new HashSet<>(folders);
    List<VllmEntry> hashFolders = new ArrayList<>();
    for (String folder : read.folders()) {
      VllmEntry told = byHash.get(folder.substring(folder.lastIndexOf('/') + 1));
      if (told != null && !withKernels.contains(folder)) {
        folders.add(folder);
        hashFolders.add(told);
      }
    }
    return hashFolders;
  }

  private static String unit(String path, Set<String> units) {
    for (int end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
      if (units.contains(path.substring(0, end))) {
        return path.substring(0, end);
      }
    }
    return "";
  }

  private static Map<String, String> dummyKeys(List<KernelEntry> kernels) {
    Map<String, String> keys = new HashMap<>();
    for (KernelEntry kernel : kernels) {
      if (kernel.dummyKey() != null) {
        keys.put(kernel.hash(), kernel.dummyKey());
      }
    }
    return keys;
  }
}
