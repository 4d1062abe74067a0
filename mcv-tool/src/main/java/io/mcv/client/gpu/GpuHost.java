package io.mcv.client.gpu;

import io.mcv.gpu.GpuProbe;
import io.mcv.gpu.ProbeOptions;
import io.mcv.gpu.model.ArchSource;
import io.mcv.gpu.model.Gpu;
import io.mcv.gpu.model.GpuReport;
import io.mcv.gpu.model.HardwareReport;
import io.mcv.spec.GpuTarget;
import io.mcv.spec.fit.HostGpu;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A host whose GPUs are looked at: this one, or another by what was kept of it. Threads may share
 * it; its GPUs are looked for once.
 */
public final class GpuHost {
  private final GpuOptions options;
  private final Map<String, String> environment;
  private @Nullable GpuReport report;

  /** This host in an environment, or the one that the options name. */
  public GpuHost(GpuOptions options, Map<String, String> environment) {
    this.options = options;
    this.environment = Map.copyOf(environment);
  }

  /**
   * The GPUs.
   *
   * @throws GpuHostException if what was kept of another host cannot be read
   */
  public synchronized GpuReport gpus() throws IOException {
    GpuReport gpus = report;
    if (gpus == null) {
      gpus = options.stub() == null ? new GpuProbe(probe()).gpus() : GpuStub.read(options.stub());
      report = gpus;
    }
    return gpus;
  }

  /**
   * The processor, and all displays and accelerators; of a report that was kept, its GPUs.
   *
   * @throws GpuHostException if what was kept of another host cannot be read
   * @throws IOException if nothing at all could be found out
   */
  public HardwareReport hardware() throws IOException {
    if (options.stub() != null) {
      return GpuStub.hardware(gpus());
    }
    HardwareReport hardware = new GpuProbe(probe()).hardware();
    if (hardware.equals(HardwareReport.NOTHING)) {
      throw new IOException("neither proc/cpuinfo nor a display or accelerator could be read");
    }
    return hardware;
  }

  /** The GPUs that programs there can use, as the rules of fit need them. */
  public static List<HostGpu> visible(GpuReport report) {
    return report.visible().stream().map(GpuHost::hostGpu).toList();
  }

  private static HostGpu hostGpu(Gpu gpu) {
    return new HostGpu(
        gpu.id(),
        gpu.name(),
        gpu.backend(),
        Objects.requireNonNullElse(gpu.effectiveArch(), GpuTarget.UNKNOWN),
        gpu.archSource() != ArchSource.INFERRED,
        gpu.warpSize(),
        gpu.cudaDriver());
  }

  private ProbeOptions probe() throws GpuHostException {
    Path sysroot = options.sysroot();
    if (sysroot == null) {
      return ProbeOptions.ofHost(environment).withDeadline(options.timeout());
    }
    if (!Files.isDirectory(sysroot)) {
      throw new GpuHostException(
          sysroot + " is not a folder: give one that holds sys, proc and dev of a host");
    }
    if (!Files.isDirectory(sysroot.resolve("sys")) && !Files.isDirectory(sysroot.resolve("proc"))) {
      throw new GpuHostException(
          sysroot + " holds neither sys nor proc: give a folder that holds those of a host");
    }
    return ProbeOptions.ofCopy(sysroot);
  }
}
