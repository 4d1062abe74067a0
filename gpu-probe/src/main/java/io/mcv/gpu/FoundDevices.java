package io.mcv.gpu;

import io.mcv.gpu.model.DeviceFacts;
import io.mcv.gpu.model.Fact;
import io.mcv.gpu.model.PciAddress;
import io.mcv.gpu.model.Source;
import io.mcv.gpu.model.SourceFacts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Puts together what sources tell of the same device: by its PCI address, and below it by the part
 * that it is. All that is on no PCI bus is one device, since no board has two.
 */
final class FoundDevices {
  private static final String UNDIVIDED = "enabled";

  private final Map<Optional<PciAddress>, Map<Source, List<DeviceFacts>>> byAddress =
      new TreeMap<>(
          Comparator.comparing(
              (Optional<PciAddress> address) -> address.orElse(null),
              Comparator.nullsLast(Comparator.naturalOrder())));

  private FoundDevices(List<SourceFacts> sources) {
    for (SourceFacts source : sources) {
      for (DeviceFacts device : source.devices()) {
        byAddress
            .computeIfAbsent(
                Optional.ofNullable(device.address()), key -> new EnumMap<>(Source.class))
            .computeIfAbsent(source.report().source(), key -> new ArrayList<>())
            .add(device);
      }
    }
  }

  /** All devices and parts, in the order of addresses and parts; those without address last. */
  static List<FoundDevice> in(List<SourceFacts> sources) {
    List<FoundDevice> devices = new ArrayList<>();
    new FoundDevices(sources)
        .byAddress.forEach((address, told) -> devices.addAll(parts(address.orElse(null), told)));
    return devices;
  }

  private static List<FoundDevice> parts(
      @Nullable PciAddress address, Map<Source, List<DeviceFacts>> told) {
    Set<Integer> numbers = new TreeSet<>();
    told.values()
        .forEach(
            devices ->
                devices.forEach(
                    device -> {
                      if (device.partition() != null) {
                        numbers.add(device.partition());
                      }
                    }));
    if (numbers.isEmpty()) {
      return List.of(part(address, null, told));
    }
    return numbers.stream().map(number -> part(address, number, told)).toList();
  }

  private static FoundDevice part(
      @Nullable PciAddress address, @Nullable Integer number, Map<Source, List<DeviceFacts>> told) {
    Map<Source, DeviceFacts> ofPart = new EnumMap<>(Source.class);
    Map<Source, DeviceFacts> ofWhole = new EnumMap<>(Source.class);
    told.forEach(
        (source, devices) -> {
          for (DeviceFacts device : devices) {
            if (device.partition() == null) {
              (isInstance(device) ? ofPart : ofWhole).putIfAbsent(source, device);
            } else if (device.partition().equals(number)) {
              ofPart.putIfAbsent(source, device);
            }
          }
        });
    return new FoundDevice(address, number, ofPart, ofWhole);
  }

  /** A program sees one instance of MIG as if it were a device, with less memory than it has. */
  private static boolean isInstance(DeviceFacts device) {
    String mig = device.get(Fact.MIG);
    return mig != null && !mig.equals(UNDIVIDED);
  }
}
