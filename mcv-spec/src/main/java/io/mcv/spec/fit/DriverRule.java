package io.mcv.spec.fit;

import io.mcv.oci.model.Printable;
import io.mcv.spec.GpuTarget;
import io.mcv.spec.fit.FitReason.Dimension;
import java.util.Objects;
import java.util.Optional;

/**
 * The driver of an NVIDIA GPU against PTX and toolkit of kernels.
 *
 * <p>A driver runs the machine code of its own major version of CUDA and of all before. It compiles
 * PTX up to its own version, which Triton's kernels need only if their machine code cannot be used.
 */
final class DriverRule {
  private DriverRule() {}

  static void check(GpuTarget target, HostGpu gpu, Findings findings) {
    Optional<PtxVersion> ptx = Optional.ofNullable(target.ptxVersion()).flatMap(PtxVersion::of);
    String toolkit = Objects.requireNonNullElse(target.cudaVersion(), "");
    if (ptx.isEmpty() && target.ptxVersion() != null && target.ptxVersion() != 0) {
      findings.note(
          Dimension.DRIVER,
          "their ptx_version "
              + target.ptxVersion()
              + " is no version of PTX, but that of a driver as old tools wrote it, and was not"
              + " compared");
    }
    if (ptx.isPresent()) {
      check("PTX " + ptx.get(), ptx.get(), gpu, findings);
    } else {
      PtxVersion.ofCudaToolkit(toolkit)
          .ifPresent(needed -> check("CUDA " + Printable.of(toolkit), needed, gpu, findings));
    }
  }

  private static void check(String what, PtxVersion needed, HostGpu gpu, Findings findings) {
    Optional<PtxVersion> known =
        Optional.ofNullable(gpu.cudaDriver()).flatMap(PtxVersion::ofDriver);
    if (known.isEmpty()) {
      findings.note(
          Dimension.DRIVER, "whether the driver is new enough for " + what + " is not known");
    } else if (needed.toolkitMajor() > known.get().toolkitMajor()) {
      findings.against(
          Dimension.DRIVER,
          "with %s, which needs a driver for CUDA %d; this one is for %s, install %s"
              .formatted(what, needed.toolkitMajor(), cuda(gpu), driver(needed.toolkitMajor())));
    } else if (needed.compareTo(known.get()) > 0) {
      findings.note(
          Dimension.DRIVER,
          ("their %s is newer than the driver, which is for %s: it runs them, but cannot compile"
                  + " their PTX")
              .formatted(what, cuda(gpu)));
    }
  }

  private static String cuda(HostGpu gpu) {
    Integer driver = gpu.cudaDriver();
    return driver == null ? "CUDA" : "CUDA " + driver / 1000 + "." + driver % 1000 / 10;
  }

  /** The oldest driver for a major version of CUDA, by NVIDIA's table of minor compatibility. */
  private static String driver(int cuda) {
    return switch (cuda) {
      case 11 -> "450.80.02 or newer";
      case 12 -> "525.60.13 or newer";
      case 13 -> "580.65.06 or newer";
      default -> "a newer one";
    };
  }
}
