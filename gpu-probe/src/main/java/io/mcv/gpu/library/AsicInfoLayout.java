package io.mcv.gpu.library;

import com.sun.jna.Memory;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The layouts of {@code amdsmi_asic_info_t}, which is another in almost every release, and nothing
 * in it says which. Byte offsets, and lengths of texts after a slash:
 *
 * <pre>
 * ROCm                            5.7     6.0, 6.1  6.2      6.3      6.4, 7.x
 * market_name                     0/64    0/64      0/256    0/256    0/256
 * vendor_id                u32    64      64        256      256      256
 * vendor_name                     -       68/64     260/64   260/64   260/256
 * device_id                u64    72      136       328      328      520
 * num_of_compute_units     u32    -       -         -        376      792
 * target_graphics_version  u64    -       -         -        384      800
 * size                            128     256       448      456      896
 * </pre>
 *
 * <p>A layout fits if the vendor is AMD, its name is a text, the device id is that of the PCI
 * function, and what would be the architecture is one. That of 6.2 ends where 6.3 has the
 * architecture, and reads as 6.3 without one.
 */
enum AsicInfoLayout {
  ROCM_6_4(256, 256, 520, 792),
  ROCM_6_2(256, 64, 328, 376),
  ROCM_6_0(64, 64, 136, AsicInfoLayout.NONE),
  ROCM_5_7(64, 0, 72, AsicInfoLayout.NONE);

  private static final int NONE = -1;
  private static final int AMD = 0x1002;
  private static final int NOT_SUPPORTED = -1;
  private static final int MAX_COMPUTE_UNITS = 4095;

  private final int marketNameBytes;
  private final int vendorNameBytes;
  private final int deviceIdOffset;
  private final int computeUnitsOffset;

  AsicInfoLayout(
      int marketNameBytes, int vendorNameBytes, int deviceIdOffset, int computeUnitsOffset) {
    this.marketNameBytes = marketNameBytes;
    this.vendorNameBytes = vendorNameBytes;
    this.deviceIdOffset = deviceIdOffset;
    this.computeUnitsOffset = computeUnitsOffset;
  }

  boolean fits(Memory structure, int deviceId) {
    int vendorIdOffset = marketNameBytes;
    return structure.getInt(vendorIdOffset) == AMD
        && isText(structure, vendorIdOffset + Integer.BYTES, vendorNameBytes)
        && structure.getLong(deviceIdOffset) == deviceId
        && (computeUnitsOffset == NONE || endIsPlausible(structure));
  }

  String marketName(Memory structure) {
    return NativeText.at(structure, 0, marketNameBytes);
  }

  Optional<String> arch(Memory structure) {
    return computeUnitsOffset == NONE
        ? Optional.empty()
        : GraphicsVersion.arch(graphicsVersion(structure));
  }

  OptionalInt computeUnits(Memory structure) {
    int units = computeUnitsOffset == NONE ? 0 : structure.getInt(computeUnitsOffset);
    return units > 0 && units <= MAX_COMPUTE_UNITS ? OptionalInt.of(units) : OptionalInt.empty();
  }

  private boolean endIsPlausible(Memory structure) {
    int units = structure.getInt(computeUnitsOffset);
    long version = graphicsVersion(structure);
    boolean unitsTold = computeUnits(structure).isPresent();
    return GraphicsVersion.arch(version).isPresent()
        ? unitsTold || units == NOT_SUPPORTED
        : (version == 0 || version == NOT_SUPPORTED)
            && (unitsTold || units == 0 || units == NOT_SUPPORTED);
  }

  private long graphicsVersion(Memory structure) {
    return structure.getLong(computeUnitsOffset + Long.BYTES);
  }

  private static boolean isText(Memory structure, int offset, int bytes) {
    for (int i = 0; i < bytes; i++) {
      byte character = structure.getByte(offset + i);
      if (character == 0) {
        return true;
      }
      if (character < ' ' || character > '~') {
        return false;
      }
    }
    return bytes == 0;
  }
}
