package io.mcv.spec.fit;

import io.mcv.spec.KernelEntry;
import io.mcv.spec.VllmEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether one entry of a cache runs on the GPUs of a host.
 *
 * @param hash of the kernel, or the name of the hash folder
 * @param report the verdicts, one for each GPU
 */
public record EntryFit(String hash, FitReport report) {
  /**
   * Of a Triton kernel.
   *
   * @param key compared with the kernel's dummy key, unless null
   */
  public static EntryFit of(KernelEntry kernel, List<HostGpu> gpus, @Nullable KeyCheck key) {
    return new EntryFit(
        kernel.hash(), GpuFit.reportAny(List.of(Requirement.of(kernel, key)), gpus));
  }

  /**
   * Of a hash folder of vLLM, for which one kernel that fits is enough. Where it has no kernels of
   * Triton, what its files say of their device decides; where that is the backend alone, no more
   * than a clear no can be told.
   *
   * @param key compared with the dummy keys of its kernels, unless null
   */
  public static EntryFit of(VllmEntry entry, List<HostGpu> gpus, @Nullable KeyCheck key) {
    return new EntryFit(entry.hash(), GpuFit.reportAny(Requirement.of(entry, key), gpus));
  }

  /** Whether it fits some GPU. */
  public boolean matches() {
    return !report.matched().isEmpty();
  }
}
