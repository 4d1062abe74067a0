package io.mcv.spec;

import io.mcv.oci.model.Printable;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A kind of GPU that kernels were compiled for, or that a host has. Sorted by backend,
 * architecture, warp size and versions.
 *
 * @param backend {@code cuda}, {@code hip}, … or {@value #UNKNOWN}
 * @param arch the architecture as the cache or label writes it: {@code 75}, {@code sm_75}, {@code
 *     gfx90a}, or {@value #UNKNOWN}
 * @param warpSize threads in a warp, 0 where it is not known
 * @param ptxVersion PTX version such as 80, or null
 * @param cudaVersion version of the CUDA toolkit such as {@code 12.9}, or null
 */
public record GpuTarget(
    String backend,
    String arch,
    int warpSize,
    @Nullable Long ptxVersion,
    @Nullable String cudaVersion)
    implements Comparable<GpuTarget> {
  /** Backend or architecture that nothing tells. */
  public static final String UNKNOWN = "unknown";

  private static final Comparator<GpuTarget> ORDER =
      Comparator.comparing(GpuTarget::backend)
          .thenComparing(GpuTarget::arch)
          .thenComparingInt(GpuTarget::warpSize)
          .thenComparing(GpuTarget::ptxVersion, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(GpuTarget::cudaVersion, Comparator.nullsFirst(Comparator.naturalOrder()));

  /** A target without versions. */
  public static GpuTarget of(String backend, String arch, int warpSize) {
    return new GpuTarget(backend, arch, warpSize, null, null);
  }

  /** Whether the architecture is named, by a known name or not. */
  public boolean isArchKnown() {
    return !arch.isEmpty() && !arch.equals(UNKNOWN) && !namesToolkit();
  }

  /**
   * Whether the version of a CUDA toolkit stands in place of the architecture: {@code sm_12.9},
   * which mcv wrote for some weeks.
   */
  public boolean namesToolkit() {
    return arch.matches("sm_\\d+\\.\\d+");
  }

  @Override
  public int compareTo(GpuTarget other) {
    return ORDER.compare(this, other);
  }

  /** For people: {@code cuda 75, warp size 32}. */
  @Override
  public String toString() {
    return Printable.of(backend + " " + arch) + (warpSize == 0 ? "" : ", warp size " + warpSize);
  }
}
