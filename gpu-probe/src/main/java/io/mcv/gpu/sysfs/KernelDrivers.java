package io.mcv.gpu.sysfs;

import io.mcv.gpu.model.Vendor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The kernel drivers that devices need for compute, and those that keep them from it. */
final class KernelDrivers {
  private static final List<String> OF_KERNEL = List.of("amdgpu", "i915", "xe", "habanalabs");
  private static final List<String> FOR_GUESTS = List.of("vfio-pci", "pci-stub", "pciback");

  private KernelDrivers() {}

  /**
   * The version of a driver: its own, else that of the kernel if it comes with it; null if it is
   * not known.
   */
  static @Nullable String version(SystemRoot root, String driver) {
    String version = root.value("sys/module/" + driver + "/version");
    if (version == null && OF_KERNEL.contains(driver)) {
      String kernel = root.value("proc/sys/kernel/osrelease");
      return kernel == null ? null : kernel + " (in-tree)";
    }
    return version;
  }

  /** Why nothing runs on a device with this driver, with advice; null if there is no reason. */
  static @Nullable String problem(Vendor vendor, @Nullable String driver) {
    List<String> wanted = wanted(vendor);
    if (driver == null) {
      return "no kernel driver has it: load "
          + (wanted.isEmpty() ? "its driver" : String.join(" or ", wanted));
    }
    if (FOR_GUESTS.contains(driver)) {
      return driver
          + " has it, for a virtual machine: to use it here, bind it to "
          + (wanted.isEmpty() ? "its driver" : String.join(" or ", wanted));
    }
    if (!wanted.isEmpty() && !wanted.contains(driver)) {
      return "the driver "
          + driver
          + " has it, which runs no kernels: use "
          + String.join(" or ", wanted);
    }
    return null;
  }

  private static List<String> wanted(Vendor vendor) {
    return switch (vendor) {
      case NVIDIA -> List.of("nvidia");
      case AMD -> List.of("amdgpu");
      case INTEL -> List.of("i915", "xe");
      case HABANA -> List.of("habanalabs");
      default -> List.of();
    };
  }
}
