package io.mcv.cli;

import io.mcv.gpu.model.HardwareReport;
import io.mcv.gpu.model.PciIdentity;
import io.mcv.oci.model.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A report of hardware for people, as MCV prints it, with what we know beyond that. */
final class HwInfoText {
  private static final String UNKNOWN = "unknown";

  private HwInfoText() {}

  static List<String> lines(HardwareReport report) {
    HardwareReport.Cpu cpu = report.cpu();
    List<String> lines = new ArrayList<>();
    lines.add("=== CPU Information ===");
    lines.add(
        String.format(
            Locale.ROOT,
            "Vendor: %s, Model: %s, Cores: %s, Threads: %s",
            known(cpu.vendor()),
            known(cpu.model()),
            known(cpu.cores()),
            known(cpu.threads())));
    lines.add("");
    lines.add("=== Accelerator Information ===");
    List<HardwareReport.Device> accelerators =
        report.devices().stream().filter(HardwareReport.Device::isAccelerator).toList();
    if (accelerators.isEmpty()) {
      lines.add("No Accelerator detected.");
    }
    add(accelerators, "Accelerator", lines);
    List<HardwareReport.Device> displays =
        report.devices().stream().filter(device -> !device.isAccelerator()).toList();
    if (!displays.isEmpty()) {
      lines.add("");
      lines.add("=== Display Information ===");
      add(displays, "Display", lines);
    }
    return lines;
  }

  private static String known(String text) {
    return text.isEmpty() ? UNKNOWN : Printable.of(text);
  }

  private static String known(int number) {
    return number == 0 ? UNKNOWN : Integer.toString(number);
  }

  private static void add(List<HardwareReport.Device> devices, String heading, List<String> lines) {
    for (int i = 0; i < devices.size(); i++) {
      HardwareReport.Device device = devices.get(i);
      PciIdentity pci = device.pci();
      lines.add(heading + " " + i + ":");
      lines.add("  Address: " + (pci == null ? "-" : pci.address()));
      lines.add("  Vendor: " + Printable.of(device.vendorName()));
      lines.add("  Product: " + Printable.of(device.productName()));
      if (pci != null) {
        lines.add(
            String.format(
                Locale.ROOT,
                "  PCI: class %06x, id %04x:%04x",
                pci.classCode(),
                pci.vendor(),
                pci.device()));
      }
      lines.add("  Driver: " + (device.driver() == null ? "none" : Printable.of(device.driver())));
      if (pci != null && pci.numaNode() != null) {
        lines.add("  NUMA node: " + pci.numaNode());
      }
    }
  }
}
