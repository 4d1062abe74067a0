package io.mcv.gpu.library;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import io.mcv.gpu.model.Fact;
import io.mcv.gpu.model.PciAddress;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Asks amdsmi about one processor. What it cannot tell is left out. */
final class AmdSmiProcessor {
  private static final int AMD_GPU = 1;
  private static final int AMD_APU = 6;
  private static final int MAX_PARTITION = 63;
  private static final int UUID_BYTES = 256;
  private static final int HIP_UUID_OFFSET = 16;
  private static final int PARTITION_OFFSET = 12;
  private static final int MODE_BYTES = 16;

  /** {@code AMDSMI_MEM_TYPE_VRAM}. */
  private static final int VRAM = 0;

  private final LibraryCalls library;
  private final LibraryCalls calls;
  private final Pointer handle;
  private final @Nullable String libraryVersion;
  private final Map<Fact, String> facts = new EnumMap<>(Fact.class);

  /**
   * A processor.
   *
   * @param library where problems are told that are not those of a device
   */
  AmdSmiProcessor(LibraryCalls library, Pointer handle, @Nullable String libraryVersion) {
    this.library = library;
    this.calls = library.apart();
    this.handle = handle;
    this.libraryVersion = libraryVersion;
  }

  /** Asks for everything, and adds it under its address; no network cards and the like. */
  void addTo(Partitions partitions, Map<PciAddress, Integer> deviceIds) {
    Memory type = NativeFunctions.buffer();
    Memory bdf = NativeFunctions.buffer();
    if (!library.attempt("amdsmi_get_processor_type", handle, type)
        || !isGpu(type.getInt(0))
        || !library.attempt("amdsmi_get_gpu_device_bdf", handle, bdf)) {
      return;
    }
    AmdSmiAddress told = new AmdSmiAddress(bdf.getLong(0));
    Set<PciAddress> functions = deviceIds.keySet();
    Optional<PciAddress> address = told.function(functions);
    if (address.isEmpty()) {
      library.note(
          "a GPU was left out, since 0x" + Long.toHexString(told.bits()) + " is no address");
      return;
    }
    readFacts(address.get(), deviceIds.get(address.get()));
    Integer number = partition();
    if (number == null) {
      number = told.partition(functions);
    }
    boolean isPart = readMode() || (number != null && number > 0);
    String problems = calls.problems();
    if (problems != null) {
      facts.put(Fact.WARNING, problems);
    }
    partitions.add(address.get(), number, isPart, facts);
  }

  private boolean isGpu(int type) {
    if (type == AMD_APU) {
      facts.put(Fact.INTEGRATED, "true");
    }
    return type == AMD_GPU || type == AMD_APU;
  }

  private void readFacts(PciAddress address, @Nullable Integer deviceId) {
    readAsicInfo(address, deviceId);
    readUuids();
    readMemory();
    readDriver();
  }

  private void readAsicInfo(PciAddress address, @Nullable Integer deviceId) {
    // Called once: each call leaks an open file in ROCm 6.4.
    Memory structure = NativeFunctions.buffer();
    if (!calls.attempt("amdsmi_get_gpu_asic_info", handle, structure)) {
      return;
    }
    if (deviceId == null) {
      calls.note("/sys has no " + address + " to check what amdsmi tells of it with");
      return;
    }
    Optional<AsicInfo> info = AsicInfo.read(structure, deviceId);
    if (info.isEmpty()) {
      String build = libraryVersion == null ? "unknown" : libraryVersion;
      calls.note("unknown amdsmi layout (build " + build + "): name and architecture are left out");
      return;
    }
    putIfTold(Fact.NAME, info.get().name());
    info.get().arch().ifPresent(arch -> facts.put(Fact.ARCH, arch));
    info.get()
        .computeUnits()
        .ifPresent(units -> facts.put(Fact.MULTIPROCESSORS, Integer.toString(units)));
  }

  private void readUuids() {
    Memory length = NativeFunctions.buffer();
    length.setInt(0, UUID_BYTES);
    Memory uuid = NativeFunctions.buffer();
    if (tells("amdsmi_get_gpu_device_uuid", handle, length, uuid)) {
      putIfTold(Fact.AMDSMI_UUID, NativeText.of(uuid));
    }
    Memory enumeration = NativeFunctions.buffer();
    if (tells("amdsmi_get_gpu_enumeration_info", handle, enumeration)) {
      HipUuid.parse(NativeText.at(enumeration, HIP_UUID_OFFSET, UUID_BYTES))
          .ifPresent(hip -> facts.put(Fact.UUID, hip));
    }
  }

  private void readMemory() {
    Memory bytes = NativeFunctions.buffer();
    if (tells("amdsmi_get_gpu_memory_total", handle, VRAM, bytes) && bytes.getLong(0) > 0) {
      facts.put(Fact.MEMORY_BYTES, Long.toString(bytes.getLong(0)));
    }
  }

  private void readDriver() {
    Memory structure = NativeFunctions.buffer();
    if (tells("amdsmi_get_gpu_driver_info", handle, structure)) {
      AmdSmiDriver.version(structure)
          .ifPresent(
              version -> {
                facts.put(Fact.DRIVER, AmdSmiDriver.NAME);
                facts.put(Fact.DRIVER_VERSION, version);
              });
    }
  }

  private @Nullable Integer partition() {
    Memory structure = NativeFunctions.buffer();
    if (!tells("amdsmi_get_gpu_kfd_info", handle, structure)) {
      return null;
    }
    int partition = structure.getInt(PARTITION_OFFSET);
    return partition >= 0 && partition <= MAX_PARTITION ? partition : null;
  }

  /** Reads how the device is divided, and tells whether it is. */
  private boolean readMode() {
    Memory mode = NativeFunctions.buffer();
    if (!tells("amdsmi_get_gpu_compute_partition", handle, mode, MODE_BYTES)) {
      return false;
    }
    String text = NativeText.at(mode, 0, MODE_BYTES);
    return switch (text) {
      case "SPX", "DPX", "TPX", "QPX", "CPX" -> {
        facts.put(Fact.COMPUTE_PARTITION, text);
        yield !text.equals("SPX");
      }
      default -> false;
    };
  }

  private void putIfTold(Fact fact, String text) {
    if (!text.isEmpty()) {
      facts.put(fact, text);
    }
  }

  /** Calls a function that not all versions have. */
  private boolean tells(String function, Object... arguments) {
    return calls.has(function) && calls.attempt(function, arguments);
  }
}
