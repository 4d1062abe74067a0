package io.mcv.gpu.library;

/** What amdsmi answers: {@code amdsmi_status_t} in {@code amdsmi.h}, those of its queries. */
final class AmdSmiErrors implements LibraryErrors {
  private static final int NOT_SUPPORTED = 2;
  private static final int NOT_YET_IMPLEMENTED = 3;
  private static final int NO_DATA = 40;
  private static final String GROUPS =
      "let this user read and write /dev/kfd and /dev/dri/renderD* (groups render and"
          + " video; in a container: docker run --device /dev/kfd --device /dev/dri)";

  private final NativeFunctions library;

  AmdSmiErrors(NativeFunctions library) {
    this.library = library;
  }

  @Override
  public String meaning(int code) {
    return switch (code) {
      case 4 ->
          "AMDSMI_STATUS_FAIL_LOAD_MODULE: amdsmi could not load a library that it needs;"
              + " install libdrm and libdrm_amdgpu";
      case 5 ->
          "AMDSMI_STATUS_FAIL_LOAD_SYMBOL: a library that amdsmi needs is of another"
              + " version; update libdrm, or install ROCm anew";
      case 6 -> "AMDSMI_STATUS_DRM_ERROR: libdrm could not use the device; " + GROUPS;
      case 8 ->
          "AMDSMI_STATUS_TIMEOUT: the device or its driver did not answer in time; try"
              + " again, and if it stays so, see what amdgpu says in dmesg";
      case 10 -> "AMDSMI_STATUS_NO_PERM: this user is not permitted; " + GROUPS;
      case 14 -> "AMDSMI_STATUS_FILE_ERROR: a file of the device could not be opened; " + GROUPS;
      case 15 ->
          "AMDSMI_STATUS_OUT_OF_RESOURCES: amdsmi has not enough memory; see with free what"
              + " holds it, and what limits this container has";
      case 18 ->
          "AMDSMI_STATUS_INIT_ERROR: amdsmi could not start; check that amdgpu is loaded"
              + " (lsmod), and that /sys/class/drm and /dev/dri are there, in a container too";
      case 21 ->
          "AMDSMI_STATUS_IPC_ERROR: amdsmi could not reach the other processes that use it;"
              + " check that /dev/shm is there, and that this user may write to it";
      case 30 ->
          "AMDSMI_STATUS_BUSY: another process holds the lock of amdsmi or the device; try"
              + " again; if no process does, remove /dev/shm/rocm_smi_*";
      case 31 ->
          "AMDSMI_STATUS_NOT_FOUND: amdsmi finds no such device; check with lspci -k that"
              + " amdgpu has it, and in a container that it was brought in (docker run --device"
              + " /dev/kfd --device /dev/dri)";
      case 32 ->
          "AMDSMI_STATUS_NOT_INIT: amdsmi says that it was not started, or has not found"
              + " the device when it was; try again; if it stays so, install ROCm anew, so that"
              + " all is of one version";
      case 34 ->
          "AMDSMI_STATUS_DRIVER_NOT_LOADED: the kernel module amdgpu is not loaded; run"
              + " modprobe amdgpu on the host, and see dmesg if that does not help";
      case 52 ->
          "AMDSMI_STATUS_FILE_NOT_FOUND: the driver has no file that amdsmi reads; use a"
              + " driver and a ROCm of the same time, and check that /sys is whole";
      case -2 ->
          "AMDSMI_STATUS_MAP_ERROR: amdsmi has no word for what went wrong; see what amdgpu"
              + " says in dmesg, and whether amd-smi works";
      case -1 ->
          "AMDSMI_STATUS_UNKNOWN_ERROR: amdsmi does not know what went wrong; see what"
              + " amdgpu says in dmesg, and whether amd-smi works";
      default ->
          ErrorName.of(code, library, "amdsmi_status_code_to_string")
              + ": amdsmi failed; see what amdgpu says in dmesg, and whether amd-smi works";
    };
  }

  @Override
  public boolean isUnsupported(int code) {
    return code == NOT_SUPPORTED || code == NOT_YET_IMPLEMENTED || code == NO_DATA;
  }
}
