package io.mcv.gpu.library;

import com.sun.jna.Memory;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What {@code amdsmi_get_gpu_asic_info} tells.
 *
 * @param name what the product is called, empty if it is not told
 * @param arch such as {@code gfx942}; versions before ROCm 6.3 do not tell it
 * @param computeUnits how many it has, told where the architecture is
 */
record AsicInfo(String name, Optional<String> arch, OptionalInt computeUnits) {
  /**
   * Reads the structure in whichever layout it has.
   *
   * @param structure that the library wrote over zeros
   * @param deviceId which the PCI function of the device has: the layout is told by it
   * @return empty if no layout that is known fits
   */
  static Optional<AsicInfo> read(Memory structure, int deviceId) {
    for (AsicInfoLayout layout : AsicInfoLayout.values()) {
      if (layout.fits(structure, deviceId)) {
        return Optional.of(
            new AsicInfo(
                layout.marketName(structure),
                layout.arch(structure),
                layout.computeUnits(structure)));
      }
    }
    return Optional.empty();
  }
}
