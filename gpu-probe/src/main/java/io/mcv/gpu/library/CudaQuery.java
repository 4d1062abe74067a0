package io.mcv.gpu.library;

import com.sun.jna.Memory;
import io.mcv.gpu.model.DeviceFacts;
import io.mcv.gpu.model.Fact;
import io.mcv.gpu.model.PciAddress;
import io.mcv.gpu.model.Source;
import io.mcv.gpu.model.SourceFacts;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks the CUDA driver, {@code libcuda.so.1}. Makes no context, which would take memory of the GPUs
 * and time.
 */
final class CudaQuery implements LibraryQuery {
  private final Path kernelModule;

  /** A query on this host. */
  CudaQuery() {
    this(DriverVersions.KERNEL_MODULE);
  }

  /** A query on a host where this file tells the version of the kernel module. */
  CudaQuery(Path kernelModule) {
    this.kernelModule = kernelModule;
  }

  @Override
  public Source source() {
    return Source.LIBCUDA;
  }

  @Override
  public List<String> fileNames() {
    return List.of("libcuda.so.1", "libcuda.so");
  }

  @Override
  public SourceFacts ask(NativeFunctions library, Map<PciAddress, Integer> deviceIds)
      throws MissingFunctionException, StubLibraryException {
    DriverVersions versions = new DriverVersions(library.path(), kernelModule);
    CudaErrors errors = new CudaErrors(library, versions);
    LibraryCalls calls = new LibraryCalls(library, errors);
    String version = versions.ofLibrary().orElse(null);
    Map<Fact, String> host = new EnumMap<>(Fact.class);
    try {
      // Answers before cuInit does, and even if that fails.
      CudaNumbers.driverVersion(calls, "cuDriverGetVersion", host);
      calls.require("cuInit", 0);
      List<DeviceFacts> devices = devices(calls, host);
      return new SourceFacts(calls.report(source(), version), host, devices);
    } catch (CallFailedException e) {
      Integer code = e.code();
      if (code != null && code == CudaErrors.STUB_LIBRARY) {
        throw new StubLibraryException(library.path(), code, errors.meaning(code));
      }
      return new SourceFacts(calls.report(source(), version, e), trusted(host, code), List.of());
    }
  }

  /** A libcuda that is not the driver's says nothing of what the driver can do. */
  private static Map<Fact, String> trusted(Map<Fact, String> host, @Nullable Integer code) {
    boolean ofAnotherDriver =
        code != null
            && (code == CudaErrors.SYSTEM_DRIVER_MISMATCH
                || code == CudaErrors.COMPAT_NOT_SUPPORTED_ON_DEVICE);
    return ofAnotherDriver ? Map.of() : host;
  }

  private static List<DeviceFacts> devices(LibraryCalls calls, Map<Fact, String> host)
      throws CallFailedException, MissingFunctionException {
    Memory number = NativeFunctions.buffer();
    calls.require("cuDeviceGetCount", number);
    int count = calls.checkedCount("cuDeviceGetCount", number.getInt(0));
    // Instances of MIG, of which several may have one address.
    Partitions partitions = new Partitions();
    for (int ordinal = 0; ordinal < count; ordinal++) {
      CudaDevice.ask(calls, ordinal)
          .ifPresent(device -> partitions.add(device.address(), null, false, device.facts()));
    }
    List<DeviceFacts> devices = partitions.devices();
    LibraryCalls.tellUnplaced(count - devices.size(), host);
    return devices;
  }
}
