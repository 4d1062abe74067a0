package io.mcv.gpu.sysfs;

import io.mcv.gpu.model.HardwareReport;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What {@code /proc/cpuinfo} tells of the processors, on x86 and Arm. */
public final class HostCpu {
  /** Some kilobytes for each of many hundreds of threads. */
  private static final int MAX_BYTES = 4 * 1024 * 1024;

  private static final Map<String, String> ARM_VENDORS =
      Map.of(
          "0x41",
          "ARM",
          "0x42",
          "Broadcom",
          "0x46",
          "Fujitsu",
          "0x48",
          "HiSilicon",
          "0x4e",
          "NVIDIA",
          "0x50",
          "Applied Micro",
          "0x51",
          "Qualcomm",
          "0x61",
          "Apple",
          "0xc0",
          "Ampere");

  private static final Map<String, String> ARM_MODELS =
      Map.of(
          "0x41/0xd08", "Cortex-A72",
          "0x41/0xd0b", "Cortex-A76",
          "0x41/0xd0c", "Neoverse-N1",
          "0x41/0xd40", "Neoverse-V1",
          "0x41/0xd42", "Cortex-A78AE",
          "0x41/0xd49", "Neoverse-N2",
          "0x41/0xd4f", "Neoverse-V2",
          "0x4e/0x004", "Carmel");

  private HostCpu() {}

  /** Reads the processors; what is not told is empty, or 0. */
  public static HardwareReport.Cpu read(SystemRoot root) {
    Map<String, String> first = new HashMap<>();
    Set<String> cores = new HashSet<>();
    int threads = 0;
    String socket = "";
    for (String line : root.lines("proc/cpuinfo", MAX_BYTES)) {
      int colon = line.indexOf(':');
      String value = colon < 0 ? null : SystemRoot.printable(line.substring(colon + 1));
      if (value == null) {
        continue;
      }
      String key = line.substring(0, colon).strip();
      first.putIfAbsent(key, value);
      switch (key) {
        case "processor" -> threads++;
        case "physical id" -> socket = value;
        case "core id" -> cores.add(socket + "/" + value);
        default -> {
          // Nothing that is counted.
        }
      }
    }
    return new HardwareReport.Cpu(
        vendor(first), model(first), cores.isEmpty() ? threads : cores.size(), threads);
  }

  private static String vendor(Map<String, String> cpu) {
    String implementer = cpu.getOrDefault("CPU implementer", "");
    return cpu.getOrDefault("vendor_id", ARM_VENDORS.getOrDefault(implementer, implementer));
  }

  private static String model(Map<String, String> cpu) {
    String part = cpu.getOrDefault("CPU part", "");
    String model = ARM_MODELS.get(cpu.getOrDefault("CPU implementer", "") + "/" + part);
    return cpu.getOrDefault("model name", model == null ? part : model);
  }
}
