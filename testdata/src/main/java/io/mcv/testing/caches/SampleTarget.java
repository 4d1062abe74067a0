package io.mcv.testing.caches;

/**
 * What a sample kernel was compiled for.
 *
 * @param backend {@code cuda} or {@code hip}
 * @param arch compute capability without a dot, such as {@code 80}, or {@code gfx…}
 * @param warpSize threads in a warp or wavefront
 */
public record SampleTarget(String backend, String arch, int warpSize) {

  /** An NVIDIA GPU of this compute capability: 80 is 8.0. */
  public static SampleTarget cuda(int capability) {
    return new SampleTarget("cuda", Integer.toString(capability), 32);
  }

  /** An AMD GPU with wavefronts of 64 threads. */
  public static SampleTarget hip(String arch) {
    return new SampleTarget("hip", arch, 64);
  }

  boolean isCuda() {
    return backend.equals("cuda");
  }

  /** The architecture as Triton and Inductor write it: a number for cuda, text for hip. */
  Object typedArch() {
    return isCuda() ? Long.valueOf(arch) : arch;
  }

  /** The line that PyTorch's Inductor writes into every kernel that it generates. */
  String deviceProperties() {
    return isCuda()
        ? "DeviceProperties(type='cuda', index=0, multi_processor_count=%d, cc=%s, major=%s, "
                .formatted(arch.equals("80") ? 108 : 132, arch, arch.substring(0, 1))
            + "regs_per_multiprocessor=65536, max_threads_per_multi_processor=2048, warp_size=32)"
        : "DeviceProperties(type='hip', index=0, multi_processor_count=304, cc='%s', major=9, "
                .formatted(arch)
            + "regs_per_multiprocessor=65536, max_threads_per_multi_processor=2048, warp_size=64)";
  }
}
