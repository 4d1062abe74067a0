package io.mcv.cli;

import io.mcv.gpu.model.ArchSource;
import io.mcv.gpu.model.Gpu;
import io.mcv.gpu.model.GpuReport;
import io.mcv.oci.model.Printable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A report of GPUs for people: the fleet as MCV prints it, a table, and what is odd. */
final class GpuInfoText {
  private static final String UNKNOWN = "unknown";
  private static final String NONE = "-";
  private static final int MEBIBYTE_BITS = 20;

  private GpuInfoText() {}

  static List<String> lines(GpuReport report) {
    List<String> lines = new ArrayList<>();
    if (report.gpus().isEmpty()) {
      lines.add("No GPUs found.");
    } else {
      fleet(report, lines);
      lines.add("");
      lines.addAll(table(report.gpus()).lines());
    }
    notes(report, lines);
    return lines;
  }

  private static void fleet(GpuReport report, List<String> lines) {
    lines.add("GPU Fleet:");
    for (GpuReport.Group group : report.fleet()) {
      lines.add("  - GPU Type: " + Printable.of(group.gpuType()));
      String version = group.driverVersion();
      lines.add("    Driver Version: " + (version.isEmpty() ? UNKNOWN : Printable.of(version)));
      lines.add("    IDs: " + ids(group.ids()));
    }
  }

  /** As Go prints a list. */
  private static String ids(List<Integer> ids) {
    return "[" + String.join(" ", ids.stream().map(String::valueOf).toList()) + "]";
  }

  private static Table table(List<Gpu> gpus) {
    Table table =
        new Table(
            "ID", "ADDRESS", "NAME", "BACKEND", "ARCH", "WARP", "MEMORY", "PART", "DRIVER",
            "VISIBLE");
    for (Gpu gpu : gpus) {
      table.row(
          Integer.toString(gpu.id()),
          gpu.pci() == null ? NONE : gpu.pci().address().toString(),
          gpu.name(),
          gpu.backend(),
          arch(gpu),
          gpu.warpSize() == 0 ? UNKNOWN : Integer.toString(gpu.warpSize()),
          memory(gpu.memoryBytes()),
          part(gpu.partition()),
          driver(gpu.driver()),
          gpu.visible() ? "yes" : "no");
    }
    return table;
  }

  private static String arch(Gpu gpu) {
    String arch = Objects.requireNonNullElse(gpu.arch(), UNKNOWN);
    if (gpu.archOverride() != null) {
      return arch + " as " + gpu.archOverride();
    }
    return gpu.archSource() == ArchSource.INFERRED ? arch + " (inferred)" : arch;
  }

  /** In the unit of nvidia-smi. */
  private static String memory(@Nullable Long bytes) {
    return bytes == null ? UNKNOWN : (bytes >> MEBIBYTE_BITS) + " MiB";
  }

  private static String part(Gpu.@Nullable Partition partition) {
    if (partition == null) {
      return NONE;
    }
    List<String> parts = new ArrayList<>();
    if (partition.index() != null) {
      parts.add(partition.index().toString());
    }
    if (partition.mig() != null) {
      parts.add("MIG " + partition.mig());
    }
    if (partition.compute() != null) {
      parts.add(partition.compute());
    }
    if (partition.memory() != null) {
      parts.add(partition.memory());
    }
    return parts.isEmpty() ? NONE : String.join(" ", parts);
  }

  private static String driver(Gpu.@Nullable Driver driver) {
    if (driver == null) {
      return NONE;
    }
    return driver.version() == null ? driver.name() : driver.name() + " " + driver.version();
  }

  private static void notes(GpuReport report, List<String> lines) {
    List<String> notes = new ArrayList<>(report.warnings());
    byReason(report).forEach((reason, ids) -> notes.add(hidden(ids) + reason));
    for (Gpu gpu : report.gpus()) {
      for (String warning : gpu.warnings()) {
        notes.add("GPU " + gpu.id() + ": " + warning);
      }
    }
    if (!notes.isEmpty()) {
      lines.add("");
      notes.forEach(note -> lines.add(Printable.line(note)));
    }
  }

  private static Map<String, List<Integer>> byReason(GpuReport report) {
    Map<String, List<Integer>> reasons = new LinkedHashMap<>();
    for (Gpu gpu : report.gpus()) {
      if (gpu.hiddenBy() != null) {
        reasons.computeIfAbsent(gpu.hiddenBy(), reason -> new ArrayList<>()).add(gpu.id());
      }
    }
    return reasons;
  }

  private static String hidden(List<Integer> ids) {
    return ids.size() == 1
        ? "GPU " + ids.get(0) + " is not visible: "
        : "GPUs " + ids(ids) + " are not visible: ";
  }
}
