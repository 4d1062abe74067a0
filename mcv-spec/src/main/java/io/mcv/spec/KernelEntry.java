package io.mcv.spec;

import org.jspecify.annotations.Nullable;

/**
 * One compiled Triton kernel, as its own metadata, a label or an in-image manifest tells it.
 *
 * @param hash the key of the kernel, 64 hex digits in all known versions of Triton
 * @param target what it was compiled for
 * @param ptxVersion the PTX version that was asked for, 84 for 8.4; null or 0 where none was
 * @param numStages stages of software pipelining, 0 where it is not told
 * @param numWarps warps in a block, 0 where it is not told
 * @param debug whether it was compiled for debugging
 * @param dummyKey the {@link DummyKey} that was read, or null
 * @param name the name of the kernel, or null
 * @param tritonVersion the version of Triton, or null
 */
public record KernelEntry(
    String hash,
    GpuTarget target,
    @Nullable Long ptxVersion,
    long numStages,
    long numWarps,
    boolean debug,
    @Nullable String dummyKey,
    @Nullable String name,
    @Nullable String tritonVersion) {
  /** The same kernel with the PTX version that its code has. */
  public KernelEntry withPtxVersion(@Nullable Long version) {
    return new KernelEntry(
        hash, target, version, numStages, numWarps, debug, dummyKey, name, tritonVersion);
  }

  /** The same kernel with the dummy key that is listed for it elsewhere. */
  public KernelEntry withDummyKey(@Nullable String key) {
    return new KernelEntry(
        hash, target, ptxVersion, numStages, numWarps, debug, key, name, tritonVersion);
  }
}
