package io.mcv.spec.fit;

import io.mcv.spec.GpuTarget;
import io.mcv.spec.KernelEntry;
import java.util.Collection;
import java.util.List;

/**
 * Compares what kernels were compiled for with the GPUs of a host.
 *
 * <table>
 * <caption>Rules, in this order; the first that says no decides</caption>
 * <tr><td>backend</td><td>the same; {@code rocm} is {@code hip}. There are rules for {@code cuda}
 *     and {@code hip}; others are unknown where the backend is the same</td></tr>
 * <tr><td>warp size</td><td>what Triton counts: 32 for CUDA and from gfx10 on, 64 up to gfx9; 0 is
 *     not compared. The kernel's is compared with this, not with what a GPU tells: Triton has its
 *     own</td></tr>
 * <tr><td>architecture, CUDA</td><td>the same compute capability, without {@code sm_} and suffix.
 *     Where machine code for an older one would run, it still does not fit: Triton's key names the
 *     architecture, so it never looks for it</td></tr>
 * <tr><td>architecture, HIP</td><td>the same processor. Features the kernel was compiled with
 *     ({@code xnack+}) as the GPU has them, where it tells. Generic targets do not fit, for the
 *     same reason as above</td></tr>
 * <tr><td>driver, CUDA</td><td>for the major version of CUDA that the PTX or toolkit needs; a newer
 *     minor version fits with a note. Unknown PTX is not compared</td></tr>
 * </table>
 *
 * <p>An architecture that is no known name is unknown, and so is a guessed one (by the product's
 * name) of the same generation as the kernel's: such a guess can miss by a variant of the chip, so
 * it is never a yes, but not by a generation, so it can be a no.
 *
 * <p>Texts may be anything; nothing here throws.
 */
public final class GpuFit {
  private GpuFit() {}

  /** Whether kernels for a target run on a GPU. */
  public static Fit check(GpuTarget target, HostGpu gpu) {
    return Requirement.of(target).on(gpu).fit();
  }

  /** Whether a kernel runs on a GPU; its PTX version is compared with the driver. */
  public static Fit check(KernelEntry kernel, HostGpu gpu) {
    return Requirement.of(kernel, null).on(gpu).fit();
  }

  /** Which GPUs of a host a cache with these targets runs on: one that fits is enough for each. */
  public static FitReport report(Collection<GpuTarget> targets, List<HostGpu> gpus) {
    return reportAny(targets.stream().map(Requirement::of).toList(), gpus);
  }

  /** Which GPUs meet one of the requirements; unknown where there are none. */
  static FitReport reportAny(Collection<Requirement> requirements, List<HostGpu> gpus) {
    Collection<Requirement> told =
        requirements.isEmpty() ? List.of(Requirement.NOTHING_TOLD) : requirements;
    return new FitReport(
        gpus.stream()
            .map(
                gpu ->
                    new GpuVerdict(
                        gpu, Findings.best(told.stream().map(need -> need.on(gpu)).toList())))
            .toList());
  }
}
