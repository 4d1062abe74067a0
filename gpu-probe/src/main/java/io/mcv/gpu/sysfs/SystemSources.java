package io.mcv.gpu.sysfs;

import io.mcv.gpu.model.Source;
import io.mcv.gpu.model.SourceFacts;
import io.mcv.gpu.names.ProductNames;
import java.util.List;
import java.util.Map;

/** The sources that are files, which need no library and no rights. */
public final class SystemSources {
  /** The driver by which Linux in Windows reaches GPUs; a fact about the host. */
  public static final String DRIVER_OF_WINDOWS = "dxgkrnl";

  private SystemSources() {}

  /** As {@link #read(SystemRoot, ProductNames)}, with the names that the host's own files have. */
  public static List<SourceFacts> read(SystemRoot root) {
    return read(root, ProductNames.of(root.path(), Map.of()));
  }

  /**
   * What {@link Source#SYSFS}, {@link Source#KFD} and {@link Source#NVIDIA_PROC} tell, in this
   * order. Files that are missing, unreadable or odd leave facts out; nothing fails.
   */
  public static List<SourceFacts> read(SystemRoot root, ProductNames names) {
    List<PciFunction> functions = PciFunction.all(root);
    return List.of(
        new SysfsDevices(root, names).read(functions),
        KfdTopology.read(root, functions),
        NvidiaProc.read(root, functions));
  }
}
