package io.mcv.spec.fit;

import io.mcv.oci.model.Printable;
import io.mcv.spec.GpuTarget;
import org.jspecify.annotations.Nullable;

/**
 * A GPU that a host has, as far as it matters to kernels.
 *
 * @param id its number in reports
 * @param name what the product is called
 * @param backend {@code cuda}, {@code hip}, …
 * @param arch {@code 90}, {@code gfx942}, with AMD's features ({@code gfx942:sramecc+:xnack-})
 *     where they are known, or {@value GpuTarget#UNKNOWN}
 * @param archCertain false if the architecture is a good guess
 * @param warpSize threads in a warp, 0 if not known; for people: the rules count as Triton does
 * @param cudaDriver the highest version of CUDA that its driver knows, 12080 for 12.8; or null
 */
public record HostGpu(
    int id,
    String name,
    String backend,
    String arch,
    boolean archCertain,
    int warpSize,
    @Nullable Integer cudaDriver) {
  /** A GPU of which no more is known than this. */
  public static HostGpu of(int id, String backend, String arch, int warpSize) {
    return new HostGpu(id, backend + " " + arch, backend, arch, true, warpSize, null);
  }

  /** What kernels must be compiled for to run there. */
  public GpuTarget target() {
    return GpuTarget.of(backend, arch, warpSize);
  }

  /** For people: {@code GPU 0 (Tesla T4, cuda 75, warp size 32)}. */
  @Override
  public String toString() {
    return "GPU " + id + " (" + Printable.of(name) + ", " + target() + ")";
  }
}
