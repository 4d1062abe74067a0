package io.mcv.gpu.model;

/** Where facts about GPUs come from. */
public enum Source {
  /** PCI functions and their DRM nodes, in {@code /sys}. */
  SYSFS("sysfs", false),
  /** The topology of AMD's compute driver, in {@code /sys/class/kfd}. */
  KFD("kfd", false),
  /** What NVIDIA's driver shows in {@code /proc}, and the device tree of its boards. */
  NVIDIA_PROC("nvidia-proc", false),
  /** The CUDA driver API, {@code libcuda.so.1}. */
  LIBCUDA("libcuda", true),
  /** NVIDIA's management library, {@code libnvidia-ml.so.1}. */
  NVML("nvml", true),
  /** AMD's management library, {@code libamd_smi.so}. */
  AMDSMI("amdsmi", true),
  /** AMD's HIP runtime, {@code libamdhip64.so}. */
  HIP("hip", true);

  private final String id;
  private final boolean library;

  Source(String id, boolean library) {
    this.id = id;
    this.library = library;
  }

  /** As reports name it. */
  public String id() {
    return id;
  }

  /** Whether it is a native library, which is asked in a process of its own. */
  public boolean isLibrary() {
    return library;
  }
}
