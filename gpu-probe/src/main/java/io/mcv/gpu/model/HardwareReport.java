package io.mcv.gpu.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The processor of a host and what it has of graphics and accelerators, whether kernels run there
 * or not.
 *
 * @param cpu the processor
 * @param devices in the order of their addresses, those of servers and virtual machines included;
 *     those without an address come last
 */
public record HardwareReport(Cpu cpu, List<Device> devices) {
  /** Of a host that tells nothing. */
  public static final HardwareReport NOTHING = new HardwareReport(new Cpu("", "", 0, 0), List.of());

  /** Copies the devices. */
  public HardwareReport {
    devices = List.copyOf(devices);
  }

  /**
   * The processors of a host.
   *
   * @param vendor such as {@code GenuineIntel}; empty if it is not known
   * @param model for people; empty if it is not known
   * @param cores physical cores, 0 if not known
   * @param threads hardware threads, 0 if not known
   */
  public record Cpu(String vendor, String model, int cores, int threads) {}

  /**
   * A display or an accelerator.
   *
   * @param pci which PCI function it is; null for a GPU that is on no PCI bus, or of which a report
   *     of GPUs does not tell
   * @param vendorName for people
   * @param productName for people
   * @param driver the kernel driver that has it, or null
   */
  public record Device(
      @Nullable PciIdentity pci, String vendorName, String productName, @Nullable String driver) {
    private static final int BASE_CLASS_BITS = 16;
    private static final int PROCESSING_ACCELERATORS = 0x12;

    /**
     * Whether kernels may run there. Graphics of servers and virtual machines only show a screen.
     */
    public boolean isAccelerator() {
      if (pci == null) {
        return true;
      }
      return switch (Vendor.ofPciId(pci.vendor())) {
        case NVIDIA, AMD, INTEL -> true;
        case OTHER -> false;
        // Amazon's virtual machines have a display of its own, too.
        case HABANA, TENSTORRENT, XILINX, AMAZON ->
            pci.classCode() >> BASE_CLASS_BITS == PROCESSING_ACCELERATORS;
      };
    }
  }
}
