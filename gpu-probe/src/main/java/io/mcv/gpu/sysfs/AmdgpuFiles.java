package io.mcv.gpu.sysfs;

import io.mcv.gpu.model.ArchSource;
import io.mcv.gpu.model.Fact;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What the driver amdgpu adds to the folder of a PCI function. */
final class AmdgpuFiles {
  private static final long GIB = 1L << 30;
  private static final int HEX = 16;

  private final SystemRoot root;
  private final String folder;

  AmdgpuFiles(SystemRoot root, String folder) {
    this.root = root;
    this.folder = folder;
  }

  void addTo(Facts facts, int device) {
    OptionalLong memory = root.number(folder + "/mem_info_vram_total");
    facts
        .add(Fact.MEMORY_BYTES, memory)
        .add(Fact.INTEGRATED, isIntegrated(memory) ? "true" : null)
        .add(Fact.UUID, uuid())
        .add(Fact.COMPUTE_PARTITION, root.value(folder + "/current_compute_partition"))
        .add(Fact.MEMORY_PARTITION, root.value(folder + "/current_memory_partition"));
    if (!facts.has(Fact.NAME)) {
      facts.add(Fact.NAME, root.value(folder + "/product_name"));
    }
    SysfsDevices.arch(facts, graphicsBlock(), ArchSource.IP_DISCOVERY);
    SysfsDevices.arch(facts, AmdChips.ofPciDevice(device), ArchSource.PCI_TABLE);
  }

  /** As HIP writes the number of a chip; null where it has none. */
  static @Nullable String uuid(long number) {
    return number == 0 ? null : "GPU-" + String.format(Locale.ROOT, "%016x", number);
  }

  private @Nullable String uuid() {
    String number = root.value(folder + "/unique_id");
    try {
      return number == null ? null : uuid(Long.parseUnsignedLong(number, HEX));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private @Nullable String graphicsBlock() {
    String block = folder + "/ip_discovery/die/0/GC/0/";
    OptionalLong major = root.number(block + "major");
    OptionalLong minor = root.number(block + "minor");
    OptionalLong revision = root.number(block + "revision");
    return major.isPresent() && minor.isPresent() && revision.isPresent()
        ? AmdChips.ofGraphicsBlock(major.getAsLong(), minor.getAsLong(), revision.getAsLong())
            .orElse(null)
        : null;
  }

  /**
   * Only cards have memory chips of a vendor, or a board. Else it is the graphics of a processor if
   * it has little memory set aside, and may use much more of the host's.
   */
  private boolean isIntegrated(OptionalLong memory) {
    if (root.exists(folder + "/mem_info_vram_vendor") || root.exists(folder + "/board_info")) {
      return false;
    }
    OptionalLong shared = root.number(folder + "/mem_info_gtt_total");
    return memory.isPresent()
        && shared.isPresent()
        && memory.getAsLong() <= 4 * GIB
        && shared.getAsLong() >= 8 * GIB
        && shared.getAsLong() / 4 >= memory.getAsLong();
  }
}
