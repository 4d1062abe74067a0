package io.mcv.gpu.library;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import io.mcv.gpu.model.DeviceFacts;
import io.mcv.gpu.model.Fact;
import io.mcv.gpu.model.PciAddress;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One device of NVML: always a whole GPU, be it divided or not.
 *
 * <table>
 * <caption>What is read of {@code nvmlPciInfo_t}, 68 bytes</caption>
 * <tr><th>offset</th><th>field</th></tr>
 * <tr><td>28</td><td>{@code pciDeviceId}: the device above, 16 bits of vendor below</td></tr>
 * <tr><td>32</td><td>{@code pciSubSystemId}: the same of the board</td></tr>
 * <tr><td>36</td><td>{@code busId}: the address with eight digits of domain, 32 bytes</td></tr>
 * </table>
 */
final class NvmlDevice {
  private static final int DEVICE_ID_OFFSET = 28;
  private static final int SUBSYSTEM_ID_OFFSET = 32;
  private static final int ADDRESS_OFFSET = 36;
  private static final int ADDRESS_BYTES = 32;
  private static final int TEXT_BYTES = 96;
  private static final int HALF = 16;
  private static final int LOW_HALF = 0xffff;

  /** NVML does not tell it, and all devices of NVIDIA have the same. */
  private static final String WARP_SIZE = "32";

  private static final int MIG_ENABLED = 1;
  private static final int MAX_INSTANCES = 64;

  private final LibraryCalls calls;
  private final Pointer device;
  private final Map<Fact, String> facts = new EnumMap<>(Fact.class);

  private NvmlDevice(LibraryCalls calls, Pointer device) {
    this.calls = calls;
    this.device = device;
  }

  /**
   * Asks all about a device; empty, with a note, where it is not known which device it is.
   *
   * @param calls for the notes about the library
   * @param index from 0, in NVML's order
   */
  static Optional<DeviceFacts> ask(LibraryCalls calls, int index) {
    LibraryCalls ofDevice = calls.apart();
    Memory handle = NativeFunctions.buffer();
    if (ofDevice.attempt("nvmlDeviceGetHandleByIndex_v2", index, handle)) {
      Pointer pointer = handle.getPointer(0);
      NvmlDevice device = new NvmlDevice(ofDevice, pointer);
      Optional<PciAddress> address = device.pci();
      if (address.isPresent()) {
        return Optional.of(new DeviceFacts(address.get(), null, device.facts()));
      }
    }
    calls.note("device " + index + " is left out: " + ofDevice.problems());
    return Optional.empty();
  }

  private Optional<PciAddress> pci() {
    Memory info = NativeFunctions.buffer();
    if (!calls.attempt("nvmlDeviceGetPciInfo_v3", device, info)) {
      return Optional.empty();
    }
    putIds(info.getInt(DEVICE_ID_OFFSET), Fact.PCI_VENDOR, Fact.PCI_DEVICE);
    putIds(info.getInt(SUBSYSTEM_ID_OFFSET), Fact.PCI_SUBSYSTEM_VENDOR, Fact.PCI_SUBSYSTEM_DEVICE);
    String text = NativeText.at(info, ADDRESS_OFFSET, ADDRESS_BYTES);
    Optional<PciAddress> address = PciAddress.parse(text);
    if (address.isEmpty()) {
      calls.note("nvmlDeviceGetPciInfo_v3 told \"" + text + "\", which is no address");
    }
    return address;
  }

  private void putIds(int both, Fact vendor, Fact device) {
    if (both != 0) {
      facts.put(vendor, String.format(Locale.ROOT, "%04x", both & LOW_HALF));
      facts.put(device, String.format(Locale.ROOT, "%04x", both >>> HALF));
    }
  }

  private Map<Fact, String> facts() {
    text("nvmlDeviceGetName", Fact.NAME);
    text("nvmlDeviceGetUUID", Fact.UUID);
    architecture();
    facts.put(Fact.WARP_SIZE, WARP_SIZE);
    memory();
    mig();
    String problems = calls.problems();
    if (problems != null) {
      facts.put(Fact.WARNING, problems);
    }
    return facts;
  }

  private void text(String function, Fact fact) {
    Memory buffer = NativeFunctions.buffer();
    if (calls.attempt(function, device, buffer, TEXT_BYTES)) {
      String text = NativeText.of(buffer);
      if (!text.isEmpty()) {
        facts.put(fact, text);
      }
    }
  }

  private void architecture() {
    Memory major = NativeFunctions.buffer();
    Memory minor = NativeFunctions.buffer();
    if (calls.attempt("nvmlDeviceGetCudaComputeCapability", device, major, minor)) {
      CudaNumbers.architecture(calls, major.getInt(0), minor.getInt(0), facts);
    }
  }

  /** Devices that share the host's memory answer that they have none. */
  private void memory() {
    Memory totalFreeUsed = NativeFunctions.buffer();
    if (calls.attempt("nvmlDeviceGetMemoryInfo", device, totalFreeUsed)) {
      long total = totalFreeUsed.getLong(0);
      if (total > 0) {
        facts.put(Fact.MEMORY_BYTES, Long.toString(total));
      }
    }
  }

  private void mig() {
    Memory current = NativeFunctions.buffer();
    Memory pending = NativeFunctions.buffer();
    boolean enabled =
        calls.has("nvmlDeviceGetMigMode")
            && calls.attempt("nvmlDeviceGetMigMode", device, current, pending)
            && current.getInt(0) == MIG_ENABLED;
    if (enabled) {
      facts.put(Fact.MIG, "enabled");
      if (!hasInstance()) {
        calls.note(
            "MIG is enabled but this process sees no instance of it, and so CUDA sees nothing;"
                + " make one with nvidia-smi mig -cgi PROFILE -C, or give it to the container");
      }
    }
  }

  private boolean hasInstance() {
    Memory count = NativeFunctions.buffer();
    if (!calls.attempt("nvmlDeviceGetMaxMigDeviceCount", device, count)) {
      return true;
    }
    int instances = Math.min(count.getInt(0), MAX_INSTANCES);
    LibraryCalls unnoticed = calls.apart();
    for (int index = 0; index < instances; index++) {
      Memory instance = NativeFunctions.buffer();
      if (unnoticed.attempt("nvmlDeviceGetMigDeviceHandleByIndex", device, index, instance)) {
        return true;
      }
    }
    return false;
  }
}
