package io.mcv.gpu.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One GPU or accelerator, or one part of it where the device is divided.
 *
 * @param id its place in the order of PCI addresses and partitions, from 0
 * @param pci null for a device that is not on a PCI bus
 * @param vendor who made it
 * @param name what the product is called
 * @param uuid {@code GPU-…} or {@code MIG-…} as CUDA and HIP write it, or null
 * @param amdsmiUuid the UUID that AMD's management library makes up, or null
 * @param backend as Triton names it: {@code cuda}, {@code hip}, {@code xpu}, …, or {@code unknown}
 * @param arch of the device as Triton writes it: {@code 90}, {@code gfx942}; null if not known
 * @param archSource what {@code arch} is known from; null if it is not known
 * @param archOverride what {@code HSA_OVERRIDE_GFX_VERSION} makes of it, or null
 * @param warpSize threads in a warp as Triton counts them, 0 if not known
 * @param multiprocessors streaming multiprocessors or compute units, or null
 * @param memoryBytes of its own memory, or null
 * @param integrated whether it is part of a processor
 * @param driver the kernel driver that has it, or null
 * @param cudaDriver the highest version of CUDA that its driver knows, 12080 for 12.8; or null
 * @param partition how the device is divided, or null
 * @param hiddenBy why processes here cannot use it, for people; null if they can
 * @param warnings what is odd, each one line
 */
public record Gpu(
    int id,
    @Nullable PciIdentity pci,
    Vendor vendor,
    String name,
    @Nullable String uuid,
    @Nullable String amdsmiUuid,
    String backend,
    @Nullable String arch,
    @Nullable ArchSource archSource,
    @Nullable String archOverride,
    int warpSize,
    @Nullable Integer multiprocessors,
    @Nullable Long memoryBytes,
    boolean integrated,
    @Nullable Driver driver,
    @Nullable Integer cudaDriver,
    @Nullable Partition partition,
    @Nullable String hiddenBy,
    List<String> warnings) {

  /**
   * A kernel driver.
   *
   * @param name such as {@code nvidia}
   * @param version such as {@code 580.65.06}, or null
   */
  public record Driver(String name, @Nullable String version) {}

  /**
   * How a device is divided.
   *
   * @param index which part this is, from 0; null if it is the whole
   * @param compute {@code SPX}, {@code CPX} and the like of AMD, or null
   * @param memory {@code NPS1} and the like of AMD, or null
   * @param mig {@code enabled}, or the profile of NVIDIA's instance such as {@code 1g.10gb}; or
   *     null
   */
  public record Partition(
      @Nullable Integer index,
      @Nullable String compute,
      @Nullable String memory,
      @Nullable String mig) {}

  /** Copies the warnings. */
  public Gpu {
    warnings = List.copyOf(warnings);
  }

  /** Whether processes here can use it. */
  public boolean visible() {
    return hiddenBy == null;
  }

  /** What programs here see as the architecture; null if it is not known. */
  public @Nullable String effectiveArch() {
    return archOverride == null ? arch : archOverride;
  }

  /** The compute capability of an NVIDIA device, {@code 9.0} for {@code 90}; or null. */
  public @Nullable String computeCapability() {
    if (arch == null || vendor != Vendor.NVIDIA || arch.length() < 2) {
      return null;
    }
    int minor = arch.length() - 1;
    return arch.substring(0, minor) + "." + arch.substring(minor);
  }
}
