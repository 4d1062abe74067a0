package io.mcv.client;

import io.mcv.oci.model.Digest;
import io.mcv.spec.fit.FitReport;
import io.mcv.spec.fit.HostGpu;
import java.util.List;

/**
 * Whether an image fits the GPUs of a host. Nothing of it was extracted.
 *
 * @param image the reference, as it was resolved
 * @param foundIn the place that had it, such as {@code vault}
 * @param digest digest of the manifest that was addressed
 * @param report a verdict for each GPU, as {@link CacheFitCheck} joins it
 * @param kernels what was read from the layers, in their order; empty where that was not asked for
 * @param warnings what the user should know, one sentence each
 */
public record Preflight(
    String image,
    String foundIn,
    Digest digest,
    FitReport report,
    List<Kernel> kernels,
    List<String> warnings) {

  /**
   * One kernel against the same GPUs.
   *
   * @param kernel what its metadata says
   * @param report a verdict for each GPU
   */
  public record Kernel(CacheEntries.Kernel kernel, FitReport report) {}

  /** Copies the lists. */
  public Preflight {
    kernels = List.copyOf(kernels);
    warnings = List.copyOf(warnings);
  }

  /** The {@link HostGpu#id}s of the GPUs that the image fits. */
  public List<Integer> matched() {
    return report.matched().stream().map(HostGpu::id).toList();
  }

  /** The ids of the GPUs that it does not fit. */
  public List<Integer> unmatched() {
    return report.unmatched().stream().map(HostGpu::id).toList();
  }

  /** The ids of the GPUs of which it is not known. */
  public List<Integer> unknown() {
    return report.unknown().stream().map(HostGpu::id).toList();
  }
}
