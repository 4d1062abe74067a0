package io.mcv.gpu.model;

/** What an architecture is known from, the most trustworthy first. */
public enum ArchSource {
  /** The CUDA driver. */
  LIBCUDA("libcuda"),
  /** NVIDIA's management library. */
  NVML("nvml"),
  /** The kernel's compute topology of AMD. */
  KFD("kfd"),
  /** AMD's management library. */
  AMDSMI("amdsmi"),
  /** AMD's HIP runtime. */
  HIP("hip"),
  /** The versions of the blocks on the chip, in sysfs. */
  IP_DISCOVERY("ip-discovery"),
  /** A table of PCI ids. */
  PCI_TABLE("pci-table"),
  /** The code name of the chip in a list of product names: a good guess, not a fact. */
  INFERRED("inferred");

  private final String id;

  ArchSource(String id) {
    this.id = id;
  }

  /** As reports name it. */
  public String id() {
    return id;
  }
}
