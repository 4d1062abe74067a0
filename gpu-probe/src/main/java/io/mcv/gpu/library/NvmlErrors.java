package io.mcv.gpu.library;

/** What NVML answers: {@code nvmlReturn_t} in {@code nvml.h}. */
final class NvmlErrors implements LibraryErrors {
  private static final int NOT_SUPPORTED = 3;

  private final NativeFunctions library;
  private final DriverVersions versions;

  NvmlErrors(NativeFunctions library, DriverVersions versions) {
    this.library = library;
    this.versions = versions;
  }

  @Override
  public String meaning(int code) {
    return switch (code) {
      case NOT_SUPPORTED ->
          "NVML_ERROR_NOT_SUPPORTED: the GPU or its driver does not support this; see nvidia-smi"
              + " -q; a newer driver may help";
      case 4 ->
          "NVML_ERROR_NO_PERMISSION: this user may not ask the driver; check the rights of"
              + " /dev/nvidiactl and /dev/nvidia*, and that the container was given them";
      case 9 ->
          "NVML_ERROR_DRIVER_NOT_LOADED: the kernel module nvidia is not loaded; run modprobe"
              + " nvidia on the host; if that fails, dmesg says why (Secure Boot, no module for"
              + " this kernel, nouveau in the way)";
      case 12 ->
          "NVML_ERROR_LIBRARY_NOT_FOUND: this libnvidia-ml is a toolkit's stub, or the driver's"
              + " other libraries are missing; install the driver, or "
              + CudaErrors.GIVE_GPUS;
      case 13 ->
          "NVML_ERROR_FUNCTION_NOT_FOUND: this libnvidia-ml and the driver's other libraries are of"
              + " different versions; check with ldconfig -p | grep nvidia that one driver alone is"
              + " installed";
      case 15 ->
          "NVML_ERROR_GPU_IS_LOST: the GPU has fallen off the bus; look for Xid 79 in dmesg and"
              + " reboot; if it happens again, check its power, heat and seat";
      case 16 ->
          "NVML_ERROR_RESET_REQUIRED: the GPU works only after a reset; end what uses it and run"
              + " nvidia-smi --gpu-reset, or reboot";
      case 17 ->
          "NVML_ERROR_OPERATING_SYSTEM: the operating system keeps the GPU from this process; check"
              + " the rights of /dev/nvidia*, and that the container or cgroup was given them";
      case 18 ->
          "NVML_ERROR_LIB_RM_VERSION_MISMATCH: libnvidia-ml and the kernel module are of different"
              + " drivers ("
              + versions
              + "); after an update of the driver, reboot; in a container, take the libnvidia-ml"
              + " out of the image, so that the runtime brings in the host's";
      case 28 ->
          "NVML_ERROR_GPU_NOT_FOUND: the driver has no GPU; see with lspci -nnk -d 10de: whether"
              + " another driver has it (nouveau, vfio-pci)";
      case 999 ->
          "NVML_ERROR_UNKNOWN: the driver failed and does not say why; look for Xid in dmesg; a"
              + " container that had GPUs loses them after systemctl daemon-reload on the host:"
              + " start it again";
      default -> name(code) + ": the driver failed; see dmesg, and whether nvidia-smi works";
    };
  }

  @Override
  public boolean isUnsupported(int code) {
    return code == NOT_SUPPORTED;
  }

  private String name(int code) {
    try {
      return library.callForText("nvmlErrorString", code);
    } catch (MissingFunctionException e) {
      return "unknown error";
    }
  }
}
