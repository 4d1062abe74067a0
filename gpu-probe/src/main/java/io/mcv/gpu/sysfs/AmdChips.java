package io.mcv.gpu.sysfs;

import io.mcv.gpu.model.GfxArch;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The architectures of AMD's chips where the kernel's compute topology does not tell. */
final class AmdChips {
  private AmdChips() {}

  /**
   * By the version of the graphics block, as {@code ip_discovery} tells it. The architecture is
   * that version, but for the chips in the table.
   */
  static Optional<String> ofGraphicsBlock(long major, long minor, long revision) {
    String version = String.format(Locale.ROOT, "%d.%d.%d", major, minor, revision);
    return switch (version) {
      case "9.4.0" -> Optional.of("gfx906");
      case "9.4.1" -> Optional.of("gfx908");
      case "9.4.2" -> Optional.of("gfx90a");
      case "9.4.3", "9.4.4" -> Optional.of("gfx942");
      case "9.5.0" -> Optional.of("gfx950");
      case "10.1.10" -> Optional.of("gfx1010");
      case "10.1.1" -> Optional.of("gfx1012");
      case "10.1.2" -> Optional.of("gfx1011");
      case "10.3.1" -> Optional.of("gfx1033");
      case "10.3.2" -> Optional.of("gfx1031");
      case "10.3.3" -> Optional.of("gfx1035");
      case "10.3.4" -> Optional.of("gfx1032");
      case "10.3.5" -> Optional.of("gfx1034");
      case "10.3.6", "10.3.7" -> Optional.of("gfx1036");
      case "11.0.1", "11.0.4" -> Optional.of("gfx1103");
      case "11.0.3" -> Optional.of("gfx1101");
      case "10.3.0",
          "11.0.0",
          "11.0.2",
          "11.5.0",
          "11.5.1",
          "11.5.2",
          "11.5.3",
          "12.0.0",
          "12.0.1" ->
          GfxArch.of(major, minor, revision);
      default -> Optional.empty();
    };
  }

  /** By the PCI id of the device. */
  static @Nullable String ofPciDevice(int device) {
    for (Range range : RANGES) {
      if (device >= range.first && device <= range.last) {
        return range.arch;
      }
    }
    return null;
  }

  private record Range(int first, int last, String arch) {
    Range(int device, String arch) {
      this(device, device, arch);
    }
  }

  private static final Range[] RANGES = {
    new Range(0x6860, 0x687f, "gfx900"),
    new Range(0x69a0, 0x69af, "gfx904"),
    new Range(0x66a0, 0x66af, "gfx906"),
    new Range(0x7388, "gfx908"),
    new Range(0x738c, "gfx908"),
    new Range(0x738e, "gfx908"),
    new Range(0x7390, "gfx908"),
    new Range(0x7408, "gfx90a"),
    new Range(0x740c, "gfx90a"),
    new Range(0x740f, 0x7410, "gfx90a"),
    new Range(0x74a0, 0x74a2, "gfx942"),
    new Range(0x74a5, "gfx942"),
    new Range(0x74a8, 0x74a9, "gfx942"),
    new Range(0x74b5, 0x74b6, "gfx942"),
    new Range(0x74b9, "gfx942"),
    new Range(0x74bc, 0x74bd, "gfx942"),
    new Range(0x75a0, "gfx950"),
    new Range(0x75a3, "gfx950"),
    new Range(0x75b0, "gfx950"),
    new Range(0x75b3, "gfx950"),
    new Range(0x7310, 0x731f, "gfx1010"),
    new Range(0x7360, "gfx1011"),
    new Range(0x7362, "gfx1011"),
    new Range(0x7340, 0x734f, "gfx1012"),
    new Range(0x73a0, 0x73bf, "gfx1030"),
    new Range(0x73c0, 0x73df, "gfx1031"),
    new Range(0x73e0, 0x73ff, "gfx1032"),
    new Range(0x7420, 0x743f, "gfx1034"),
    new Range(0x7448, 0x744c, "gfx1100"),
    new Range(0x745e, "gfx1100"),
    new Range(0x7460, 0x7461, "gfx1101"),
    new Range(0x7470, "gfx1101"),
    new Range(0x747e, "gfx1101"),
    new Range(0x7480, 0x7483, "gfx1102"),
    new Range(0x7489, "gfx1102"),
    new Range(0x7590, "gfx1200"),
    new Range(0x7550, 0x7551, "gfx1201"),
    // Graphics of processors.
    new Range(0x15d8, "gfx902"),
    new Range(0x15dd, "gfx902"),
    new Range(0x1636, "gfx90c"),
    new Range(0x1638, "gfx90c"),
    new Range(0x164c, "gfx90c"),
    new Range(0x163f, "gfx1033"),
    new Range(0x1681, "gfx1035"),
    new Range(0x164e, "gfx1036"),
    new Range(0x15bf, "gfx1103"),
    new Range(0x15c8, "gfx1103"),
    new Range(0x1900, 0x1901, "gfx1103"),
    new Range(0x150e, "gfx1150"),
    new Range(0x1586, "gfx1151"),
    new Range(0x1114, "gfx1152"),
  };
}
