package io.mcv.client.gpu;

import io.mcv.gpu.model.Gpu;
import io.mcv.gpu.model.GpuReport;
import io.mcv.gpu.model.HardwareReport;
import io.mcv.gpu.model.PciAddress;
import io.mcv.gpu.model.PciIdentity;
import io.mcv.oci.json.JsonException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A file that tells of another host's GPUs. */
final class GpuStub {
  /** Of a report: 2 kB for each of as many GPUs as there may be. */
  private static final int MAX_BYTES = 2 << 20;

  private GpuStub() {}

  /**
   * Reads it; a pipe will do.
   *
   * @throws GpuHostException if it cannot be read or is no report
   */
  static GpuReport read(Path file) throws GpuHostException {
    byte[] content = content(file);
    if (content.length > MAX_BYTES) {
      throw new GpuHostException(
          file + " is larger than a report of GPUs may be, " + MAX_BYTES + " bytes");
    }
    try {
      return GpuReportJson.read(content);
    } catch (JsonException e) {
      throw new GpuHostException(
          file + " is no report as gpu-info --json writes it: " + e.getMessage(), e);
    }
  }

  /** What a report of GPUs tells of hardware: all parts of a PCI device are one. */
  static HardwareReport hardware(GpuReport report) {
    SortedMap<PciAddress, HardwareReport.Device> onPci = new TreeMap<>();
    List<HardwareReport.Device> others = new ArrayList<>();
    for (Gpu gpu : report.gpus()) {
      PciIdentity pci = gpu.pci();
      if (pci == null) {
        others.add(device(gpu));
      } else {
        onPci.putIfAbsent(pci.address(), device(gpu));
      }
    }
    List<HardwareReport.Device> devices = new ArrayList<>(onPci.values());
    devices.addAll(others);
    return new HardwareReport(HardwareReport.NOTHING.cpu(), devices);
  }

  private static HardwareReport.Device device(Gpu gpu) {
    return new HardwareReport.Device(
        gpu.pci(),
        gpu.vendor().label(),
        gpu.name(),
        gpu.driver() == null ? null : gpu.driver().name());
  }

  private static byte[] content(Path file) throws GpuHostException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(MAX_BYTES + 1);
    } catch (NoSuchFileException e) {
      throw new GpuHostException("there is no file " + file, e);
    } catch (AccessDeniedException e) {
      throw new GpuHostException("permission denied: " + file, e);
    } catch (IOException e) {
      throw new GpuHostException(file + " cannot be read: " + e.getMessage(), e);
    }
  }
}
