package io.mcv.gpu.library;

import io.mcv.gpu.model.DeviceFacts;
import io.mcv.gpu.model.Fact;
import io.mcv.gpu.model.PciAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The devices of a library, of which several are partitions of one PCI function. They are numbered
 * as the library does, or, where it does not number all or some alike, in its order.
 */
final class Partitions {
  private final Map<Optional<PciAddress>, List<Part>> byAddress = new LinkedHashMap<>();

  /**
   * Adds a device.
   *
   * @param address null for devices that are not on a PCI bus
   * @param number of the partition, null if the library tells none
   * @param isPart whether it is a partition even if no other of its function is there
   */
  void add(
      @Nullable PciAddress address,
      @Nullable Integer number,
      boolean isPart,
      Map<Fact, String> facts) {
    byAddress
        .computeIfAbsent(Optional.ofNullable(address), key -> new ArrayList<>())
        .add(new Part(number, isPart, facts));
  }

  /** All devices, those of a function one after the other. */
  List<DeviceFacts> devices() {
    List<DeviceFacts> devices = new ArrayList<>();
    byAddress.forEach(
        (address, parts) -> {
          boolean whole = parts.size() == 1 && !parts.get(0).isPart();
          boolean numbered = haveNumbersOfTheirOwn(parts);
          for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            Integer number = whole ? null : numbered ? part.number() : Integer.valueOf(i);
            devices.add(new DeviceFacts(address.orElse(null), number, part.facts()));
          }
        });
    return devices;
  }

  private static boolean haveNumbersOfTheirOwn(List<Part> parts) {
    Set<Integer> numbers = new HashSet<>();
    for (Part part : parts) {
      if (part.number() == null || !numbers.add(part.number())) {
        return false;
      }
    }
    return true;
  }

  private record Part(@Nullable Integer number, boolean isPart, Map<Fact, String> facts) {}
}
