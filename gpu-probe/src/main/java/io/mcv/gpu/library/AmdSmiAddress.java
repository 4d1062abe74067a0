package io.mcv.gpu.library;

import io.mcv.gpu.model.PciAddress;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An address as amdsmi has it, {@code amdsmi_bdf_t}: function in bits 0 to 2, device in 3 to 7, bus
 * in 8 to 15, domain above. Compute partitions have the number of the partition where the function
 * should be: {@code 0c:00.1} is the second of {@code 0c:00.0}, and no function of the bus.
 */
record AmdSmiAddress(long bits) {
  private static final long MAX_DOMAIN = 0xffff_ffffL;

  /**
   * The function on the bus; empty if the bits are no address.
   *
   * @param functions that are on the buses
   */
  Optional<PciAddress> function(Set<PciAddress> functions) {
    long domain = bits >>> 16;
    if (domain > MAX_DOMAIN) {
      return Optional.empty();
    }
    PciAddress first = withFunction(0);
    PciAddress told = withFunction(functionBits());
    return Optional.of(!functions.contains(told) && functions.contains(first) ? first : told);
  }

  /** The number of the partition if it is where the function should be, else null. */
  @Nullable Integer partition(Set<PciAddress> functions) {
    boolean isPartition =
        functionBits() != 0
            && function(functions).filter(found -> found.function() == 0).isPresent();
    return isPartition ? functionBits() : null;
  }

  private int functionBits() {
    return (int) (bits & 0x7);
  }

  private PciAddress withFunction(int function) {
    return new PciAddress(
        bits >>> 16, (int) (bits >>> 8 & 0xff), (int) (bits >>> 3 & 0x1f), function);
  }
}
