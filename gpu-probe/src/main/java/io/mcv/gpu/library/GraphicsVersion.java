package io.mcv.gpu.library;

import io.mcv.gpu.model.GfxArch;
import java.util.Optional;

/**
 * {@code target_graphics_version} of amdsmi. Its encoding changed twice; the ranges do not overlap,
 * so that a value tells which one it is in:
 *
 * <pre>
 * from              values           encoding                      gfx90a   gfx942   gfx1101
 * ROCm 6.3          700..999         digits of the name, decimal            942
 *                   1010..1299
 *                   9000..9015       where the minor is 0: major,  9010              11001
 *                   11000..11015     two zeros, stepping added
 *                   12000..12015
 * ROCm 6.4 and on   0x700..0x9ff     digits of the name, hex       0x90a    0x942    0x1101
 *                   0x1000..0x1fff
 * the kernel        70000..199999    as gfx_target_version         90010    90402    110001
 * WSL               7 &lt;&lt; 16 and up   16, 8 and 8 bits              0x9000a  0x90402  0xb0001
 * not supported     2^64 - 1
 * </pre>
 */
final class GraphicsVersion {
  private static final int MAX_STEPPING = 15;

  private GraphicsVersion() {}

  /** The architecture, such as {@code gfx90a}; empty if it is in none of the encodings. */
  static Optional<String> arch(long version) {
    if (within(version, 700, 999) || within(version, 1010, 1299)) {
      return GfxArch.of(version / 100, version / 10 % 10, version % 10);
    }
    if (within(version, 9_000, 12_000 + MAX_STEPPING) && version % 1000 <= MAX_STEPPING) {
      return version / 1000 == 10
          ? Optional.empty()
          : GfxArch.of(version / 1000, 0, version % 1000);
    }
    if (within(version, 0x700, 0x9ff)) {
      return GfxArch.of(version >> 8, version >> 4 & 0xf, version & 0xf);
    }
    if (within(version, 0x1000, 0x1fff) && (version >> 8 & 0xf) <= 9) {
      return GfxArch.of(10 + (version >> 8 & 0xf), version >> 4 & 0xf, version & 0xf);
    }
    if (within(version, 70_000, 199_999)) {
      return GfxArch.ofKfdVersion(version);
    }
    return within(version, 7 << 16, (32 << 16) + 0xffff)
        ? GfxArch.of(version >> 16, version >> 8 & 0xff, version & 0xff)
        : Optional.empty();
  }

  private static boolean within(long version, int first, int last) {
    return version >= first && version <= last;
  }
}
