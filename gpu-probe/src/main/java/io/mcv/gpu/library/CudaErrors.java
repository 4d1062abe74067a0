package io.mcv.gpu.library;

/**
 * What libcuda answers: {@code CUresult} in {@code cuda.h}, as far as no kernel is needed for it.
 */
final class CudaErrors implements LibraryErrors {
  static final int STUB_LIBRARY = 34;
  static final int SYSTEM_DRIVER_MISMATCH = 803;
  static final int COMPAT_NOT_SUPPORTED_ON_DEVICE = 804;

  /** What to try where a container lacks the driver or its devices. */
  static final String GIVE_GPUS =
      "give the container GPUs (docker run --gpus all; nvidia.com/gpu in the limits of a pod)";

  private static final int NOT_SUPPORTED = 801;

  private final NativeFunctions library;
  private final DriverVersions versions;

  CudaErrors(NativeFunctions library, DriverVersions versions) {
    this.library = library;
    this.versions = versions;
  }

  @Override
  public String meaning(int code) {
    return switch (code) {
      case 2 ->
          "CUDA_ERROR_OUT_OF_MEMORY: no memory is left to start CUDA; see with nvidia-smi what"
              + " holds the GPUs' memory, and with free what holds the host's";
      case 3 ->
          "CUDA_ERROR_NOT_INITIALIZED: CUDA could not start and does not say why; see whether"
              + " nvidia-smi works, and what NVRM says in dmesg";
      case STUB_LIBRARY ->
          "CUDA_ERROR_STUB_LIBRARY: this libcuda is a toolkit's stub, good for linking alone; take"
              + " its folder out of LD_LIBRARY_PATH, and install the driver or "
              + GIVE_GPUS;
      case 36 ->
          "CUDA_ERROR_CALL_REQUIRES_NEWER_DRIVER: the kernel module is too old for this libcuda;"
              + " update the host's driver, or let the libcuda of the host's driver be found first";
      case 46 ->
          "CUDA_ERROR_DEVICE_UNAVAILABLE: the GPU is taken by another program or closed to all; see"
              + " nvidia-smi -q -d COMPUTE; root opens it with nvidia-smi -c DEFAULT";
      case 100 ->
          "CUDA_ERROR_NO_DEVICE: CUDA sees no GPU; check that CUDA_VISIBLE_DEVICES does not hide"
              + " all, that with MIG nvidia-smi -L lists an instance, and that /dev/nvidia0 is"
              + " there; if it is not, "
              + GIVE_GPUS;
      case 101 ->
          "CUDA_ERROR_INVALID_DEVICE: CUDA does not know a device that it was asked for; compare"
              + " CUDA_VISIBLE_DEVICES with nvidia-smi -L; instances of MIG get new UUIDs when they"
              + " are made again";
      case 304 ->
          "CUDA_ERROR_OPERATING_SYSTEM: the operating system refused what the driver needs, mostly"
              + " /dev/nvidia-uvm; if it is missing, run nvidia-modprobe -u -c=0 on the host; if it"
              + " is there, check its rights, and that the container was given it";
      case 800 ->
          "CUDA_ERROR_NOT_PERMITTED: this user may not use the GPU; check the rights of"
              + " /dev/nvidia*, and the container's security profile (seccomp, SELinux)";
      case NOT_SUPPORTED ->
          "CUDA_ERROR_NOT_SUPPORTED: this driver does not support the GPU or what was asked of it;"
              + " see nvidia-smi -q; a newer driver may help";
      case 802 ->
          "CUDA_ERROR_SYSTEM_NOT_READY: the GPUs are not ready, mostly since their NVLink fabric is"
              + " not up; on hosts with NVSwitch, see systemctl status nvidia-fabricmanager: it"
              + " must run, in the driver's very version; with confidential computing, run nvidia-smi"
              + " conf-compute -srs 1";
      case SYSTEM_DRIVER_MISMATCH ->
          "CUDA_ERROR_SYSTEM_DRIVER_MISMATCH: libcuda and the kernel module are of different"
              + " drivers ("
              + versions
              + "); after an update of the driver, reboot; in a container, take the libcuda out of"
              + " the image, so that the runtime brings in the host's";
      case COMPAT_NOT_SUPPORTED_ON_DEVICE ->
          "CUDA_ERROR_COMPAT_NOT_SUPPORTED_ON_DEVICE: this libcuda is one for forward"
              + " compatibility, which the GPU does not support; take /usr/local/cuda/compat out of"
              + " LD_LIBRARY_PATH and /etc/ld.so.conf.d, so that the driver's libcuda is found";
      case 805 ->
          "CUDA_ERROR_MPS_CONNECTION_FAILED: the MPS daemon cannot be reached; check that"
              + " nvidia-cuda-mps-control -d runs for this user, and that CUDA_MPS_PIPE_DIRECTORY"
              + " is its folder";
      case 806 ->
          "CUDA_ERROR_MPS_RPC_FAILURE: the MPS server does not answer; see its log in"
              + " CUDA_MPS_LOG_DIRECTORY, and start the daemon again";
      case 807 ->
          "CUDA_ERROR_MPS_SERVER_NOT_READY: the MPS server is starting, or recovering from a fault;"
              + " try again in a minute; if that does not help, see its log in"
              + " CUDA_MPS_LOG_DIRECTORY";
      case 808 ->
          "CUDA_ERROR_MPS_MAX_CLIENTS_REACHED: the MPS server has as many clients as it takes; end"
              + " some of them";
      case 809 ->
          "CUDA_ERROR_MPS_MAX_CONNECTIONS_REACHED: the MPS server has as many connections as the"
              + " GPU takes; end some of its clients, or lower CUDA_DEVICE_MAX_CONNECTIONS";
      case 810 ->
          "CUDA_ERROR_MPS_CLIENT_TERMINATED: the MPS server ended the connection; try again, and"
              + " see why in its log in CUDA_MPS_LOG_DIRECTORY";
      case 999 ->
          "CUDA_ERROR_UNKNOWN: the driver failed and does not say why, mostly since nvidia_uvm is"
              + " not loaded or hangs after a suspend; run modprobe nvidia_uvm (after a suspend,"
              + " rmmod nvidia_uvm first), look for Xid in dmesg, and reboot if nothing helps";
      default ->
          ErrorName.of(code, library, "cuGetErrorName")
              + ": the driver failed; see dmesg, and whether nvidia-smi works";
    };
  }

  @Override
  public boolean isUnsupported(int code) {
    return code == NOT_SUPPORTED;
  }
}
