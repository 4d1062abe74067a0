package io.mcv.gpu.library;

import io.mcv.gpu.model.Source;
import io.mcv.gpu.model.Vendor;

/** Who knows how to ask which library. */
final class LibraryQueries {
  private LibraryQueries() {}

  static LibraryQuery of(Source source) {
    return switch (source) {
      case LIBCUDA -> new CudaQuery();
      case NVML -> new NvmlQuery();
      case AMDSMI -> new AmdSmiQuery();
      case HIP -> new HipQuery();
      case SYSFS, KFD, NVIDIA_PROC -> throw new IllegalArgumentException("no library: " + source);
    };
  }

  static Vendor vendor(Source source) {
    return switch (source) {
      case LIBCUDA, NVML -> Vendor.NVIDIA;
      case AMDSMI, HIP -> Vendor.AMD;
      case SYSFS, KFD, NVIDIA_PROC -> throw new IllegalArgumentException("no library: " + source);
    };
  }
}
