package io.mcv.spec.fit;

import java.util.Optional;

/**
 * An architecture, compared as Triton does: it makes the key of a kernel from backend, architecture
 * and warp size, and finds nothing that was compiled for another one.
 */
sealed interface Arch permits CudaArch, GfxTarget {
  /** The architecture that a text names; empty where the text or the backend is not known. */
  static Optional<Arch> parse(String backend, String text) {
    return switch (backend) {
      case "cuda" -> CudaArch.parse(text).map(Arch.class::cast);
      case "hip" -> GfxTarget.parse(text).map(Arch.class::cast);
      default -> Optional.empty();
    };
  }

  /** Whether Triton makes the same key of both. */
  boolean isSameAs(Arch gpu);

  /** Whether a GPU of another architecture would run such code, were it asked to. */
  boolean runsOn(Arch gpu);

  /** The number that code names of chips and names of products tell for sure. */
  int generation();

  /** Threads in a warp as Triton counts them. */
  int warpSize();
}
