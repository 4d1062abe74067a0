package io.mcv.gpu.sysfs;

import io.mcv.gpu.model.ArchSource;
import io.mcv.gpu.model.Fact;
import io.mcv.gpu.model.Source;
import io.mcv.gpu.model.SourceFacts;
import io.mcv.gpu.model.SourceReport.Status;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A board with a processor of NVIDIA, whose GPU is on no PCI bus: the Jetsons. */
final class TegraBoard {
  private static final String FOLDER = "proc/device-tree";

  /** {@code # R36 (release), REVISION: 4.3, …} */
  private static final Pattern RELEASE =
      Pattern.compile("# R(\\d+) .*REVISION: (\\d+(?:\\.\\d+)*)");

  private TegraBoard() {}

  static boolean isThere(SystemRoot root) {
    return arch(root) != null;
  }

  static SourceFacts read(SystemRoot root) {
    Facts facts =
        new Facts()
            .addHex(Fact.PCI_VENDOR, 4, 0x10de)
            .add(Fact.NAME, text(root, "model"))
            .add(Fact.INTEGRATED, "true")
            .add(Fact.DRIVER, "nvgpu")
            .add(Fact.DRIVER_VERSION, release(root));
    SysfsDevices.arch(facts, arch(root), ArchSource.INFERRED);
    return new SourceFacts(
        Reports.of(root, Source.NVIDIA_PROC, FOLDER, Status.ABSENT, null),
        new Facts().all(),
        List.of(facts.about(null, null)));
  }

  private static @Nullable String arch(SystemRoot root) {
    String compatible = String.join("\n", root.lines(FOLDER + "/compatible"));
    for (String name : compatible.split("[\\x00\\n]")) {
      String arch =
          switch (name) {
            case "nvidia,tegra210" -> "53";
            case "nvidia,tegra186" -> "62";
            case "nvidia,tegra194" -> "72";
            case "nvidia,tegra234" -> "87";
            default -> null;
          };
      if (arch != null) {
        return arch;
      }
    }
    return null;
  }

  /** A text of the device tree ends with a zero. */
  private static @Nullable String text(SystemRoot root, String name) {
    List<String> lines = root.lines(FOLDER + "/" + name);
    return lines.isEmpty() ? null : SystemRoot.printable(lines.get(0).replace("\0", ""));
  }

  private static @Nullable String release(SystemRoot root) {
    Matcher line = RELEASE.matcher(String.join("\n", root.lines("etc/nv_tegra_release")));
    return line.find() ? "L4T " + line.group(1) + "." + line.group(2) : null;
  }
}
