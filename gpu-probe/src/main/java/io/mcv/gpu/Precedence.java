package io.mcv.gpu;

import io.mcv.gpu.model.Fact;
import io.mcv.gpu.model.Source;
import java.util.List;

/**
 * Whose word counts where several sources tell a fact of a device.
 *
 * <table>
 * <caption>The first that tells it counts; the others follow in the order of {@link
 * Source}</caption>
 * <tr><td>name</td><td>libcuda, nvml, nvidia-proc, amdsmi</td><td>the driver's own name; lists of
 * PCI ids name chips</td></tr>
 * <tr><td>UUID</td><td>libcuda, nvml, nvidia-proc, kfd, amdsmi, hip</td><td>libcuda knows instances
 * of MIG; amdsmi makes up others before ROCm 6.4</td></tr>
 * <tr><td>multiprocessors</td><td>libcuda, kfd, amdsmi, hip</td><td></td></tr>
 * <tr><td>memory</td><td>nvml, libcuda, kfd, sysfs, amdsmi</td><td>nvidia-smi shows what NVML
 * tells; CUDA leaves out what the driver keeps</td></tr>
 * <tr><td>integrated</td><td>libcuda, hip, amdsmi, kfd</td><td>files only let one guess</td></tr>
 * <tr><td>driver's version</td><td>nvml, nvidia-proc, sysfs</td><td>the module that runs, not the
 * one on disk</td></tr>
 * <tr><td>CUDA's version</td><td>libcuda, nvml</td><td>programs use libcuda, of a compatibility
 * package as well</td></tr>
 * <tr><td>warp size</td><td>libcuda, nvml, kfd, hip</td><td>of AMD, Triton's rule comes first</td>
 * </tr>
 * <tr><td>MIG</td><td>libcuda, nvml, nvidia-proc</td><td>the profile before "enabled"</td></tr>
 * <tr><td>anything else</td><td></td><td>the kernel knows PCI functions, drivers and partitions
 * best</td></tr>
 * </table>
 *
 * <p>What is told of a part of a device comes before what is told of the whole. Architectures have
 * an order of their own: {@link io.mcv.gpu.model.ArchSource}.
 */
final class Precedence {
  private Precedence() {}

  /** The sources whose word counts before that of others, the first most. */
  static List<Source> first(Fact fact) {
    return switch (fact) {
      case NAME -> List.of(Source.LIBCUDA, Source.NVML, Source.NVIDIA_PROC, Source.AMDSMI);
      case UUID ->
          List.of(
              Source.LIBCUDA,
              Source.NVML,
              Source.NVIDIA_PROC,
              Source.KFD,
              Source.AMDSMI,
              Source.HIP);
      case MULTIPROCESSORS -> List.of(Source.LIBCUDA, Source.KFD, Source.AMDSMI, Source.HIP);
      case MEMORY_BYTES ->
          List.of(Source.NVML, Source.LIBCUDA, Source.KFD, Source.SYSFS, Source.AMDSMI);
      case INTEGRATED -> List.of(Source.LIBCUDA, Source.HIP, Source.AMDSMI, Source.KFD);
      case DRIVER_VERSION -> List.of(Source.NVML, Source.NVIDIA_PROC, Source.SYSFS);
      case CUDA_DRIVER -> List.of(Source.LIBCUDA, Source.NVML);
      case WARP_SIZE -> List.of(Source.LIBCUDA, Source.NVML, Source.KFD, Source.HIP);
      case MIG -> List.of(Source.LIBCUDA, Source.NVML, Source.NVIDIA_PROC);
      default -> List.of();
    };
  }
}
