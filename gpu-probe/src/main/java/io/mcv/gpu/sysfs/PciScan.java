package io.mcv.gpu.sysfs;

import io.mcv.gpu.model.HardwareReport;
import io.mcv.gpu.names.ProductNames;
import java.util.List;

/** The displays and accelerators on the PCI buses. */
public final class PciScan {
  private PciScan() {}

  /**
   * All of them in the order of their addresses, those that run no kernels included: graphics of
   * servers and virtual machines.
   */
  public static List<HardwareReport.Device> devices(SystemRoot root, ProductNames names) {
    return PciFunction.all(root).stream()
        .map(
            function ->
                new HardwareReport.Device(
                    function.pci(),
                    names.vendor(function.pci().vendor()),
                    names.name(function.pci()),
                    function.driver()))
        .toList();
  }
}
