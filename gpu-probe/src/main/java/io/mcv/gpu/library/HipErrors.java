package io.mcv.gpu.library;

/** What HIP answers: {@code hipError_t} in {@code hip_runtime_api.h}, those without kernels. */
final class HipErrors implements LibraryErrors {
  private static final int NOT_SUPPORTED = 801;

  private final NativeFunctions library;

  HipErrors(NativeFunctions library) {
    this.library = library;
  }

  @Override
  public String meaning(int code) {
    return switch (code) {
      case 2 ->
          "hipErrorOutOfMemory: no memory is left to start HIP; see with amd-smi what holds"
              + " the GPUs' memory, and with free what holds the host's";
      case 3 ->
          "hipErrorNotInitialized: HIP could not start and does not say why; check that"
              + " amdgpu is loaded (lsmod), and that this user may read and write /dev/kfd (group"
              + " render)";
      case 35 ->
          "hipErrorInsufficientDriver: the kernel module amdgpu is too old for this HIP;"
              + " update the host's driver, or use an older ROCm";
      case 100 ->
          "hipErrorNoDevice: HIP sees no GPU; check that HIP_VISIBLE_DEVICES and"
              + " ROCR_VISIBLE_DEVICES do not hide all, and that this user may read and write"
              + " /dev/kfd and /dev/dri/renderD* (groups render and video; in a container: docker"
              + " run --device /dev/kfd --device /dev/dri)";
      case 101 ->
          "hipErrorInvalidDevice: HIP does not know a device that it was asked for; compare"
              + " HIP_VISIBLE_DEVICES with amd-smi list";
      case 304 ->
          "hipErrorOperatingSystem: the operating system refused what HIP needs; see what"
              + " amdgpu says in dmesg, and check the rights of /dev/kfd";
      case 999 ->
          "hipErrorUnknown: HIP does not know what went wrong; see what amdgpu says in"
              + " dmesg, and whether rocminfo works";
      default ->
          ErrorName.of(code, library, "hipDrvGetErrorName")
              + ": HIP failed; see what amdgpu says in dmesg, and whether rocminfo works";
    };
  }

  @Override
  public boolean isUnsupported(int code) {
    return code == NOT_SUPPORTED;
  }
}
