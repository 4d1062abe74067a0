package io.mcv.gpu;

import io.mcv.gpu.model.GpuReport;
import io.mcv.gpu.model.HardwareReport;
import io.mcv.gpu.model.SourceFacts;
import io.mcv.gpu.names.ProductNames;
import io.mcv.gpu.sysfs.HardwareScan;
import io.mcv.gpu.sysfs.SystemRoot;
import io.mcv.gpu.sysfs.SystemSources;
import java.util.ArrayList;
import java.util.List;

/** Finds out what GPUs a host has. Nothing fails: a source that cannot be asked is reported. */
public final class GpuProbe {
  private final ProbeOptions options;

  /** A probe of a host. */
  public GpuProbe(ProbeOptions options) {
    this.options = options;
  }

  /**
   * The GPUs of the host. Files are read first; libraries are asked, in processes of their own,
   * where there is a device that they could know of. Takes no longer than the deadline and a
   * second.
   */
  public GpuReport gpus() {
    SystemRoot root = new SystemRoot(options.root());
    List<SourceFacts> facts = new ArrayList<>(SystemSources.read(root, names()));
    facts.addAll(new LibrarySources(options, facts).ask());
    return new GpuMerge(facts, options.environment()).report();
  }

  /** The processor of the host, and all displays and accelerators that files tell of. */
  public HardwareReport hardware() {
    return HardwareScan.read(new SystemRoot(options.root()), names());
  }

  private ProductNames names() {
    return ProductNames.of(options.root(), options.environment());
  }
}
