package io.mcv.client.gpu;

import io.mcv.gpu.model.HardwareReport;
import io.mcv.oci.json.GoStruct;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The report of a host's hardware as JSON, which {@code hw-info --json} prints. */
public final class HardwareReportJson {
  private HardwareReportJson() {}

  /** The report as objects of {@link io.mcv.oci.json.GoJson}. */
  public static Map<String, @Nullable Object> write(HardwareReport report) {
    HardwareReport.Cpu cpu = report.cpu();
    return new GoStruct()
        .put(
            "cpu",
            new GoStruct()
                .put("vendor", cpu.vendor())
                .put("model", cpu.model())
                .put("cores", cpu.cores())
                .put("threads", cpu.threads()))
        .put("devices", report.devices().stream().map(device -> device(device).fields()).toList())
        .fields();
  }

  private static GoStruct device(HardwareReport.Device device) {
    return new GoStruct()
        .put("vendor", device.vendorName())
        .put("product", device.productName())
        .put("pci", device.pci() == null ? null : GpuReportJson.pci(device.pci()))
        .put("driver", device.driver())
        .put("accelerator", device.isAccelerator());
  }
}
