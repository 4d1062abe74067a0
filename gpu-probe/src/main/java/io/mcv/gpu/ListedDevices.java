package io.mcv.gpu;

import io.mcv.gpu.model.Fact;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What lists of visible devices leave out, each applied to what the one before it left. */
final class ListedDevices {
  private final Map<FoundDevice, VisibleList> leftOut = new HashMap<>();
  private final List<String> doubts = new ArrayList<>();

  /**
   * Applies lists.
   *
   * @param devices in the order in which they are counted
   * @param isOrderKnown false if the order may be another
   */
  ListedDevices(List<FoundDevice> devices, List<VisibleList> lists, boolean isOrderKnown) {
    List<FoundDevice> left = List.copyOf(devices);
    for (VisibleList list : lists) {
      left = apply(list, left, isOrderKnown);
    }
  }

  /** The list that leaves a device out. */
  Optional<VisibleList> leftOutBy(FoundDevice device) {
    return Optional.ofNullable(leftOut.get(device));
  }

  /** Which lists could not be applied, and why. */
  List<String> doubts() {
    return List.copyOf(doubts);
  }

  private List<FoundDevice> apply(
      VisibleList list, List<FoundDevice> devices, boolean isOrderKnown) {
    List<@Nullable String> uuids = new ArrayList<>();
    devices.forEach(device -> uuids.add(device.get(Fact.UUID)));
    Optional<List<Integer>> chosen = list.choose(uuids);
    if (chosen.isEmpty()) {
      doubts.add(
          list.text() + " names a device by a UUID that is not known: all are taken as visible");
      return devices;
    }
    List<FoundDevice> left = chosen.get().stream().map(devices::get).toList();
    boolean choosesSome = !left.isEmpty() && left.size() < devices.size();
    if (choosesSome && !isOrderKnown && list.hasOrdinal()) {
      doubts.add(
          list.text()
              + " numbers unlike devices by their speed, which only libcuda tells: all are taken as"
              + " visible; set CUDA_DEVICE_ORDER=PCI_BUS_ID, or name them by UUID");
      return devices;
    }
    for (FoundDevice device : devices) {
      if (!left.contains(device)) {
        leftOut.put(device, list);
      }
    }
    return left;
  }
}
