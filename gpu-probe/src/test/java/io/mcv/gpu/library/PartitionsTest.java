package io.mcv.gpu.library;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.gpu.model.DeviceFacts;
import io.mcv.gpu.model.PciAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PartitionsTest {
  private static final PciAddress ADDRESS = new PciAddress(0, 0x0c, 0, 0);

  private final Partitions partitions = new Partitions();

  @Test
  void aDeviceAloneIsWhole() {
    partitions.add(ADDRESS, 0, false, Map.of());

    assertThat(partitions.devices()).extracting(DeviceFacts::partition).containsOnlyNulls();
  }

  @Test
  void aPartitionAloneKeepsItsNumber() {
    partitions.add(ADDRESS, 3, true, Map.of());

    assertThat(partitions.devices()).extracting(DeviceFacts::partition).containsExactly(3);
  }

  @Test
  void severalKeepTheirNumbersIfAllDiffer() {
    partitions.add(ADDRESS, 2, true, Map.of());
    partitions.add(ADDRESS, 0, true, Map.of());

    assertThat(partitions.devices()).extracting(DeviceFacts::partition).containsExactly(2, 0);
  }

  @Test
  void severalAreNumberedByTheirOrderIfTwoAreAlike() {
    partitions.add(ADDRESS, 0, true, Map.of());
    partitions.add(ADDRESS, 0, true, Map.of());

    assertThat(partitions.devices()).extracting(DeviceFacts::partition).containsExactly(0, 1);
  }

  @Test
  void severalAreNumberedByTheirOrderIfOneHasNoNumber() {
    partitions.add(ADDRESS, 5, true, Map.of());
    partitions.add(ADDRESS, null, true, Map.of());

    assertThat(partitions.devices()).extracting(DeviceFacts::partition).containsExactly(0, 1);
  }
}
