package io.mcv.gpu.sysfs;

import io.mcv.gpu.model.DeviceFacts;
import io.mcv.gpu.model.PciAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A GPU in the topology of AMD's compute driver, or one partition of it.
 *
 * @param node its number in the topology
 * @param properties the numbers of its file {@code properties}, as text
 * @param memoryBytes of its memory banks
 */
record KfdNode(long node, Map<String, String> properties, long memoryBytes) {
  private static final int MAX_LOCATION_BITS = 0xffff;

  /** Heaps of the GPU's own memory: what the processor can see of it, and what it cannot. */
  private static boolean isOwnMemory(long heapType) {
    return heapType == 1 || heapType == 2;
  }

  /** Reads a node; empty if it cannot be read. */
  static Optional<KfdNode> read(SystemRoot root, String folder, long node) {
    Map<String, String> properties = properties(root, folder + "/properties");
    if (properties.isEmpty()) {
      return Optional.empty();
    }
    long bytes = 0;
    for (long bank : root.numbered(folder + "/mem_banks", "")) {
      Map<String, String> memory = properties(root, folder + "/mem_banks/" + bank + "/properties");
      if (isOwnMemory(DeviceFacts.decimal(memory.get("heap_type")).orElse(0))) {
        bytes += DeviceFacts.decimal(memory.get("size_in_bytes")).orElse(0);
      }
    }
    return Optional.of(new KfdNode(node, properties, bytes));
  }

  /** A property that is a number of up to 18 digits. */
  OptionalLong number(String key) {
    return DeviceFacts.decimal(properties.get(key));
  }

  /** Where it says that it is; its function may be the number of its partition. */
  Optional<PciAddress> address() {
    OptionalLong told = number("location_id");
    long domain = number("domain").orElse(0);
    if (told.isEmpty() || domain > 0xffff_ffffL) {
      return Optional.empty();
    }
    int location = (int) told.getAsLong() & MAX_LOCATION_BITS;
    return Optional.of(new PciAddress(domain, location >> 8, location >> 3 & 0x1f, location & 7));
  }

  /** The number of its partition where the kernel puts it above the location; else 0. */
  int partition() {
    return (int) (number("location_id").orElse(0) >> 28 & 0xf);
  }

  /** As HIP writes it; null where it has none. */
  @Nullable String uuid() {
    try {
      return AmdgpuFiles.uuid(Long.parseUnsignedLong(properties.getOrDefault("unique_id", "0")));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static Map<String, String> properties(SystemRoot root, String file) {
    Map<String, String> properties = new HashMap<>();
    for (String line : root.lines(file)) {
      int space = line.indexOf(' ');
      if (space > 0) {
        properties.put(line.substring(0, space), line.substring(space + 1).strip());
      }
    }
    return properties;
  }
}
