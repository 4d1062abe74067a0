package io.mcv.gpu.model;

/**
 * Something that a source may tell about a device or about the host. All values are text; numbers
 * are decimal unless it says otherwise.
 */
public enum Fact {
  /** What the product is called. */
  NAME,
  /** Vendor of the PCI function, four hex digits. */
  PCI_VENDOR,
  /** Device of the PCI function, four hex digits. */
  PCI_DEVICE,
  /** Vendor of the board, four hex digits. */
  PCI_SUBSYSTEM_VENDOR,
  /** Device of the board, four hex digits. */
  PCI_SUBSYSTEM_DEVICE,
  /** Revision of the PCI function, two hex digits. */
  PCI_REVISION,
  /** Class of the PCI function, six hex digits. */
  PCI_CLASS,
  /** The near NUMA node. */
  NUMA_NODE,
  /** {@code GPU-…} or {@code MIG-…}, as CUDA and HIP write it. */
  UUID,
  /** The UUID that AMD's management library makes up, which is another. */
  AMDSMI_UUID,
  /** As Triton writes it, without prefix and features: {@code 90}, {@code gfx942}. */
  ARCH,
  /** The {@link ArchSource#id} of {@link #ARCH}, where it is not the source itself. */
  ARCH_SOURCE,
  /** Threads in a warp or wavefront. */
  WARP_SIZE,
  /** Streaming multiprocessors or compute units. */
  MULTIPROCESSORS,
  /** Bytes of its own memory. */
  MEMORY_BYTES,
  /** {@code true} if it has no memory of its own, being part of a processor. */
  INTEGRATED,
  /** The kernel driver that has the device: {@code nvidia}, {@code amdgpu}, {@code vfio-pci}. */
  DRIVER,
  /** Version of the kernel driver. */
  DRIVER_VERSION,
  /** The highest version of CUDA that the driver knows: 12080 is 12.8. */
  CUDA_DRIVER,
  /** Version of ROCm. */
  ROCM_VERSION,
  /** {@code SPX}, {@code CPX} and the like. */
  COMPUTE_PARTITION,
  /** {@code NPS1}, {@code NPS4} and the like. */
  MEMORY_PARTITION,
  /** {@code enabled}, or the profile of an instance such as {@code 1g.10gb}. */
  MIG,
  /** {@code true} if it is a part of a device that the host shares out (SR-IOV). */
  VIRTUAL_FUNCTION,
  /** The number in {@code /dev/nvidia<minor>}. */
  DEVICE_MINOR,
  /** The number in {@code /dev/dri/renderD<minor>}. */
  RENDER_MINOR,
  /** The number of its node in the topology of AMD's compute driver. */
  KFD_NODE,
  /** Of the host: how many devices a library lists without telling which of them they are. */
  UNPLACED_DEVICES,
  /** {@code false} with a reason in {@link #HIDDEN_BY} if processes here cannot use it. */
  VISIBLE,
  /** Why it is not visible, for people. */
  HIDDEN_BY,
  /** Something odd, for people; at most one for each source and device. */
  WARNING
}
