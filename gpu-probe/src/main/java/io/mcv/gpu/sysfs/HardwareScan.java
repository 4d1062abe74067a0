package io.mcv.gpu.sysfs;

import io.mcv.gpu.model.DeviceFacts;
import io.mcv.gpu.model.Fact;
import io.mcv.gpu.model.HardwareReport;
import io.mcv.gpu.model.Vendor;
import io.mcv.gpu.names.ProductNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The hardware that files tell of. */
public final class HardwareScan {
  private HardwareScan() {}

  /** The processor, the displays and accelerators on the PCI buses, and a GPU that is on none. */
  public static HardwareReport read(SystemRoot root, ProductNames names) {
    List<HardwareReport.Device> devices = new ArrayList<>(PciScan.devices(root, names));
    for (DeviceFacts device : NvidiaProc.read(root, PciFunction.all(root)).devices()) {
      if (device.address() == null) {
        devices.add(onNoBus(device));
      }
    }
    return new HardwareReport(HostCpu.read(root), devices);
  }

  private static HardwareReport.Device onNoBus(DeviceFacts device) {
    String vendor = Vendor.NVIDIA.label();
    String name = Objects.requireNonNullElse(device.get(Fact.NAME), vendor + " GPU");
    return new HardwareReport.Device(null, vendor, name, device.get(Fact.DRIVER));
  }
}
