package io.mcv.gpu.library;

import com.sun.jna.Memory;
import io.mcv.gpu.model.DeviceFacts;
import io.mcv.gpu.model.Fact;
import io.mcv.gpu.model.PciAddress;
import io.mcv.gpu.model.Source;
import io.mcv.gpu.model.SourceFacts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks NVIDIA's management library, {@code libnvidia-ml.so.1}. It knows all devices whose nodes
 * this process may open; {@code CUDA_VISIBLE_DEVICES} means nothing to it.
 */
final class NvmlQuery implements LibraryQuery {
  private static final int TEXT_BYTES = 96;

  private final Path kernelModule;

  /** A query on this host. */
  NvmlQuery() {
    this(DriverVersions.KERNEL_MODULE);
  }

  /** A query on a host where this file tells the version of the kernel module. */
  NvmlQuery(Path kernelModule) {
    this.kernelModule = kernelModule;
  }

  @Override
  public Source source() {
    return Source.NVML;
  }

  @Override
  public List<String> fileNames() {
    return List.of("libnvidia-ml.so.1", "libnvidia-ml.so");
  }

  @Override
  public SourceFacts ask(NativeFunctions library, Map<PciAddress, Integer> deviceIds)
      throws MissingFunctionException {
    DriverVersions versions = new DriverVersions(library.path(), kernelModule);
    LibraryCalls calls = new LibraryCalls(library, new NvmlErrors(library, versions));
    try {
      calls.require("nvmlInit_v2");
      try {
        return askStarted(calls);
      } finally {
        calls.attempt("nvmlShutdown");
      }
    } catch (CallFailedException e) {
      String version = versions.ofLibrary().orElse(null);
      return SourceFacts.none(calls.report(source(), version, e));
    }
  }

  private SourceFacts askStarted(LibraryCalls calls)
      throws CallFailedException, MissingFunctionException {
    Map<Fact, String> host = new EnumMap<>(Fact.class);
    String driver = text(calls, "nvmlSystemGetDriverVersion");
    if (driver != null) {
      host.put(Fact.DRIVER_VERSION, driver);
    }
    // NVML asks libcuda; whether that is there is told of where libcuda is asked.
    CudaNumbers.driverVersion(calls.apart(), "nvmlSystemGetCudaDriverVersion_v2", host);
    String version = text(calls, "nvmlSystemGetNVMLVersion");
    List<DeviceFacts> devices = devices(calls);
    return new SourceFacts(calls.report(source(), version), host, devices);
  }

  private static List<DeviceFacts> devices(LibraryCalls calls)
      throws CallFailedException, MissingFunctionException {
    Memory number = NativeFunctions.buffer();
    calls.require("nvmlDeviceGetCount_v2", number);
    int count = calls.checkedCount("nvmlDeviceGetCount_v2", number.getInt(0));
    List<DeviceFacts> devices = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      NvmlDevice.ask(calls, index).ifPresent(devices::add);
    }
    return devices;
  }

  private static @Nullable String text(LibraryCalls calls, String function) {
    Memory buffer = NativeFunctions.buffer();
    if (!calls.attempt(function, buffer, TEXT_BYTES)) {
      return null;
    }
    String text = NativeText.of(buffer);
    return text.isEmpty() ? null : text;
  }
}
