package io.mcv.spec;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Compares the targets of a cache with the GPUs of a host.
 *
 * <p>A GPU matches a target of equal backend, architecture ({@code sm_75} is {@code 75}) and warp
 * size, where both tell one. PTX and toolkit versions say nothing about the GPU.
 */
public final class GpuFit {
  private GpuFit() {}

  /** What comes of some targets on some GPUs: one match is enough to fit. */
  public static Fit check(Collection<GpuTarget> targets, Collection<GpuTarget> gpus) {
    if (targets.isEmpty()) {
      return new Fit.Unknown(List.of("the cache does not say which GPUs it is for"));
    }
    if (gpus.isEmpty()) {
      return new Fit.DoesNotFit(List.of("this host has no GPU that is visible"));
    }
    List<String> reasons = new ArrayList<>();
    boolean unknown = false;
    for (GpuTarget gpu : gpus) {
      for (GpuTarget target : targets) {
        if (!target.isArchKnown() || !gpu.isArchKnown()) {
          unknown = true;
          reasons.add("cannot tell whether the cache for " + target + " runs on " + gpu);
        } else if (matches(target, gpu)) {
          return new Fit.Fits(List.of("the cache for " + target + " runs on " + gpu));
        } else {
          reasons.add("the cache for " + target + " does not run on " + gpu);
        }
      }
    }
    return unknown ? new Fit.Unknown(reasons) : new Fit.DoesNotFit(reasons);
  }

  private static boolean matches(GpuTarget target, GpuTarget gpu) {
    return target.backend().equals(gpu.backend())
        && target.normalizedArch().equals(gpu.normalizedArch())
        && (target.warpSize() == gpu.warpSize() || target.warpSize() == 0 || gpu.warpSize() == 0);
  }
}
