package io.mcv.gpu.sysfs;

import io.mcv.gpu.model.PciAddress;
import io.mcv.gpu.model.PciIdentity;
import io.mcv.gpu.model.Vendor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A PCI function that is a display or an accelerator.
 *
 * @param pci what it is
 * @param folder where it is in {@code sys}
 * @param driver the kernel driver that has it, or null
 * @param isVirtual whether it is a part of another function, made for a guest (SR-IOV)
 */
record PciFunction(PciIdentity pci, String folder, @Nullable String driver, boolean isVirtual) {
  /** Where the functions are. */
  static final String FOLDER = "sys/bus/pci/devices";

  private static final int PROCESSING_ACCELERATOR = 0x1200;

  /** All of a host, in the order of their addresses. */
  static List<PciFunction> all(SystemRoot root) {
    List<PciFunction> functions = new ArrayList<>();
    for (String name : root.names(FOLDER)) {
      PciAddress.parse(name)
          .flatMap(address -> read(root, address, FOLDER + "/" + name))
          .ifPresent(functions::add);
    }
    functions.sort(Comparator.comparing(function -> function.pci().address()));
    return functions;
  }

  /** Who made it. */
  Vendor vendor() {
    return Vendor.ofPciId(pci.vendor());
  }

  /**
   * Whether kernels could run there: not on the graphics of servers and virtual machines, and not
   * on the neural units of Intel's processors, which are accelerators to PCI.
   */
  boolean isCandidate() {
    boolean neuralUnit = vendor() == Vendor.INTEL && subclass() == PROCESSING_ACCELERATOR;
    return vendor() != Vendor.OTHER && !neuralUnit;
  }

  private int subclass() {
    return pci.classCode() >> 8;
  }

  private static Optional<PciFunction> read(SystemRoot root, PciAddress address, String folder) {
    OptionalInt classCode = root.hex(folder + "/class");
    if (classCode.isEmpty() || !isDisplayOrAccelerator(classCode.getAsInt())) {
      return Optional.empty();
    }
    OptionalInt vendor = id(root, folder + "/vendor");
    OptionalInt device = id(root, folder + "/device");
    if (vendor.isEmpty() || device.isEmpty()) {
      return Optional.empty();
    }
    PciIdentity pci =
        new PciIdentity(
            address,
            classCode.getAsInt(),
            vendor.getAsInt(),
            device.getAsInt(),
            id(root, folder + "/subsystem_vendor").orElse(0),
            id(root, folder + "/subsystem_device").orElse(0),
            id(root, folder + "/revision").orElse(0) & 0xff,
            numaNode(root, folder));
    return Optional.of(
        new PciFunction(
            pci, folder, root.linkName(folder, "driver"), root.linkName(folder, "physfn") != null));
  }

  private static boolean isDisplayOrAccelerator(int classCode) {
    return switch (classCode >> 8) {
      case 0x0300, 0x0301, 0x0302, 0x0380, PROCESSING_ACCELERATOR -> true;
      default -> false;
    };
  }

  private static OptionalInt id(SystemRoot root, String file) {
    OptionalInt id = root.hex(file);
    return id.isPresent() && id.getAsInt() <= 0xffff ? id : OptionalInt.empty();
  }

  /** The platform says -1 where it does not know. */
  private static @Nullable Integer numaNode(SystemRoot root, String folder) {
    OptionalLong node = root.number(folder + "/numa_node");
    return node.isPresent() && node.getAsLong() <= Integer.MAX_VALUE
        ? (int) node.getAsLong()
        : null;
  }
}
