package io.mcv.gpu;

import io.mcv.gpu.model.DeviceFacts;
import io.mcv.gpu.model.Fact;
import io.mcv.gpu.model.GfxArch;
import io.mcv.gpu.model.Gpu;
import io.mcv.gpu.model.PciAddress;
import io.mcv.gpu.model.PciIdentity;
import io.mcv.gpu.model.Source;
import io.mcv.gpu.model.Vendor;
import io.mcv.gpu.sysfs.SystemSources;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes of a device that was found what a report has of it. */
final class MergedGpu {
  private static final int NVIDIA_WARP = 32;
  private static final String TRUE = "true";
  private static final Set<String> DRIVERS_OF_CUDA =
      Set.of("nvidia", "nvgpu", SystemSources.DRIVER_OF_WINDOWS);

  private final FoundDevice device;
  private final Vendor vendor;
  private final Map<Source, Map<Fact, String>> host;
  private final List<KnownArch> archs;
  private final @Nullable GfxOverride override;
  private final Set<String> warnings = new LinkedHashSet<>();

  /**
   * Merges a device.
   *
   * @param host what each source tells of the host
   */
  MergedGpu(
      FoundDevice device, Map<Source, Map<Fact, String>> host, Map<String, String> environment) {
    this.device = device;
    this.vendor = device.vendor();
    this.host = host;
    this.archs = KnownArch.of(device);
    this.override =
        vendor == Vendor.AMD
            ? GfxOverride.of(environment, device.get(Fact.KFD_NODE)).orElse(null)
            : null;
  }

  /**
   * The GPU of a report.
   *
   * @param id its place
   */
  Gpu gpu(int id, @Nullable String hiddenBy) {
    KnownArch known = archs.isEmpty() ? null : archs.get(0);
    String name = device.get(Fact.NAME);
    String overridden = archOverride(known);
    String driver = driverName();
    warn();
    return new Gpu(
        id,
        pci(),
        vendor,
        name == null ? vendor.label() + " GPU" : name,
        device.get(Fact.UUID),
        device.get(Fact.AMDSMI_UUID),
        vendor.backend(),
        known == null ? null : known.arch(),
        known == null ? null : known.source(),
        overridden,
        warpSize(overridden == null && known != null ? known.arch() : overridden),
        intOrNull(device.number(Fact.MULTIPROCESSORS)),
        longOrNull(device.number(Fact.MEMORY_BYTES)),
        TRUE.equals(device.get(Fact.INTEGRATED)),
        driver == null ? null : new Gpu.Driver(driver, driverVersion(driver)),
        cudaDriver(driver),
        partition(),
        hiddenBy,
        List.copyOf(warnings));
  }

  private @Nullable PciIdentity pci() {
    PciAddress address = device.address();
    if (address == null) {
      return null;
    }
    int told = device.hex(Fact.PCI_VENDOR);
    return new PciIdentity(
        address,
        device.hex(Fact.PCI_CLASS),
        told == 0 ? vendor.pciId() : told,
        device.hex(Fact.PCI_DEVICE),
        device.hex(Fact.PCI_SUBSYSTEM_VENDOR),
        device.hex(Fact.PCI_SUBSYSTEM_DEVICE),
        device.hex(Fact.PCI_REVISION),
        intOrNull(device.number(Fact.NUMA_NODE)));
  }

  private @Nullable String archOverride(@Nullable KnownArch known) {
    if (override == null) {
      return null;
    }
    String arch = override.arch().orElse(null);
    return known != null && known.arch().equals(arch) ? null : arch;
  }

  private int warpSize(@Nullable String arch) {
    OptionalInt ofTriton =
        arch == null || vendor != Vendor.AMD ? OptionalInt.empty() : GfxArch.warpSize(arch);
    if (ofTriton.isPresent()) {
      return ofTriton.getAsInt();
    }
    Integer told = intOrNull(device.number(Fact.WARP_SIZE));
    return told != null ? told : vendor == Vendor.NVIDIA ? NVIDIA_WARP : 0;
  }

  /** A library that lists a device does so through a driver, though it may be in Windows. */
  private @Nullable String driverName() {
    String driver = device.get(Fact.DRIVER);
    boolean isListed = device.sources().stream().anyMatch(Source::isLibrary);
    return driver == null && isListed ? hostFact(Source.SYSFS, Fact.DRIVER) : driver;
  }

  private @Nullable String driverVersion(String driver) {
    String ofLibrary =
        DRIVERS_OF_CUDA.contains(driver) ? hostFact(Source.NVML, Fact.DRIVER_VERSION) : null;
    return ofLibrary == null ? device.get(Fact.DRIVER_VERSION) : ofLibrary;
  }

  /** What the driver knows counts for devices too that CUDA does not list here. */
  private @Nullable Integer cudaDriver(@Nullable String driver) {
    if (vendor != Vendor.NVIDIA || (driver != null && !DRIVERS_OF_CUDA.contains(driver))) {
      return null;
    }
    for (Source source : Precedence.first(Fact.CUDA_DRIVER)) {
      String version = hostFact(source, Fact.CUDA_DRIVER);
      if (version != null) {
        return intOrNull(DeviceFacts.decimal(version));
      }
    }
    return null;
  }

  private @Nullable String hostFact(Source source, Fact fact) {
    return host.getOrDefault(source, Map.of()).get(fact);
  }

  private Gpu.@Nullable Partition partition() {
    String compute = device.get(Fact.COMPUTE_PARTITION);
    String memory = device.get(Fact.MEMORY_PARTITION);
    String mig = device.get(Fact.MIG);
    return device.partition() == null && compute == null && memory == null && mig == null
        ? null
        : new Gpu.Partition(device.partition(), compute, memory, mig);
  }

  private void warn() {
    for (Source source : device.sources()) {
      String odd = device.get(source, Fact.WARNING);
      if (odd != null) {
        warnings.add(source.isLibrary() ? source.id() + ": " + odd : odd);
      }
    }
    for (KnownArch other : archs) {
      archs.get(0).disagreement(other).ifPresent(warnings::add);
    }
    if (override != null) {
      warnings.add(override.warning());
    }
  }

  private static @Nullable Integer intOrNull(OptionalLong number) {
    return number.isPresent() && number.getAsLong() <= Integer.MAX_VALUE
        ? (Integer) (int) number.getAsLong()
        : null;
  }

  private static @Nullable Long longOrNull(OptionalLong number) {
    return number.isPresent() ? number.getAsLong() : null;
  }
}
