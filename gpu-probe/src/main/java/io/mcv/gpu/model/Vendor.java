package io.mcv.gpu.model;

/** Who made a GPU or accelerator, and what Triton calls its backend. */
public enum Vendor {
  /** NVIDIA. */
  NVIDIA(0x10de, "NVIDIA", "cuda"),
  /** AMD. */
  AMD(0x1002, "AMD", "hip"),
  /** Intel. */
  INTEL(0x8086, "Intel", "xpu"),
  /** Habana Labs, an Intel company: Gaudi. */
  HABANA(0x1da3, "Habana Labs", "hpu"),
  /** Tenstorrent. */
  TENSTORRENT(0x1e52, "Tenstorrent", Vendor.NO_BACKEND),
  /** Xilinx, now of AMD. */
  XILINX(0x10ee, "Xilinx", Vendor.NO_BACKEND),
  /** Amazon: Inferentia and Trainium. */
  AMAZON(0x1d0f, "Amazon", Vendor.NO_BACKEND),
  /** Anybody else: graphics of servers and virtual machines, which run no kernels. */
  OTHER(0, "unknown vendor", Vendor.NO_BACKEND);

  private static final String NO_BACKEND = "unknown";

  private final int pciId;
  private final String label;
  private final String backend;

  Vendor(int pciId, String label, String backend) {
    this.pciId = pciId;
    this.label = label;
    this.backend = backend;
  }

  /** The vendor with this PCI id; {@link #OTHER} where it is none of those above. */
  public static Vendor ofPciId(int id) {
    for (Vendor vendor : values()) {
      if (vendor.pciId == id && vendor != OTHER) {
        return vendor;
      }
    }
    return OTHER;
  }

  /** The vendor id of its PCI functions; 0 for {@link #OTHER}. */
  public int pciId() {
    return pciId;
  }

  /** For people. */
  public String label() {
    return label;
  }

  /** As Triton names it in keys of its cache: {@code cuda}, {@code hip}, {@code xpu}, … */
  public String backend() {
    return backend;
  }
}
