package io.mcv.gpu.library;

import com.sun.jna.Memory;
import io.mcv.gpu.model.DeviceFacts;
import io.mcv.gpu.model.Fact;
import io.mcv.gpu.model.PciAddress;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/** One device of the CUDA driver: a GPU, or an instance of one that MIG divides. */
final class CudaDevice {
  private static final int WARP_SIZE = 10;
  private static final int MULTIPROCESSOR_COUNT = 16;
  private static final int INTEGRATED = 18;
  private static final int COMPUTE_MODE = 20;
  private static final int COMPUTE_CAPABILITY_MAJOR = 75;
  private static final int COMPUTE_CAPABILITY_MINOR = 76;
  private static final int PROHIBITED = 2;
  private static final int TEXT_BYTES = 256;
  private static final String MIG = " MIG ";

  /** What CUDA tells of devices that are on no PCI bus, as in Jetson boards: a host bridge's. */
  private static final PciAddress NO_BUS = new PciAddress(0, 0, 0, 0);

  private final LibraryCalls calls;
  private final int device;
  private final Map<Fact, String> facts = new EnumMap<>(Fact.class);

  private CudaDevice(LibraryCalls calls, int device) {
    this.calls = calls;
    this.device = device;
  }

  /**
   * Asks all about a device; empty, with a note, where it is not known which device it is.
   *
   * @param calls for the notes about the library
   * @param ordinal from 0, in CUDA's order
   */
  static Optional<DeviceFacts> ask(LibraryCalls calls, int ordinal) {
    LibraryCalls ofDevice = calls.apart();
    Memory handle = NativeFunctions.buffer();
    Optional<PciAddress> address = Optional.empty();
    if (ofDevice.attempt("cuDeviceGet", handle, ordinal)) {
      CudaDevice device = new CudaDevice(ofDevice, handle.getInt(0));
      address = device.address();
      if (address.isPresent()) {
        return Optional.of(
            new DeviceFacts(
                address.filter(known -> !known.equals(NO_BUS)).orElse(null),
                null,
                device.facts(address.get())));
      }
    }
    calls.note("device " + ordinal + " is left out: " + ofDevice.problems());
    return Optional.empty();
  }

  private Optional<PciAddress> address() {
    Memory text = NativeFunctions.buffer();
    if (!calls.attempt("cuDeviceGetPCIBusId", text, TEXT_BYTES, device)) {
      return Optional.empty();
    }
    Optional<PciAddress> address = PciAddress.parse(NativeText.of(text));
    if (address.isEmpty()) {
      calls.note("cuDeviceGetPCIBusId told \"" + NativeText.of(text) + "\", which is no address");
    }
    return address;
  }

  private Map<Fact, String> facts(PciAddress address) {
    name();
    uuid();
    architecture();
    attribute(WARP_SIZE).ifPresent(size -> put(Fact.WARP_SIZE, "warp size", size));
    attribute(MULTIPROCESSOR_COUNT)
        .ifPresent(count -> put(Fact.MULTIPROCESSORS, "number of multiprocessors", count));
    memory();
    computeMode(address);
    String problems = calls.problems();
    if (problems != null) {
      facts.put(Fact.WARNING, problems);
    }
    return facts;
  }

  private void name() {
    Memory text = NativeFunctions.buffer();
    if (!calls.attempt("cuDeviceGetName", text, TEXT_BYTES, device)) {
      return;
    }
    String name = NativeText.of(text);
    int mig = name.lastIndexOf(MIG);
    if (mig > 0) {
      facts.put(Fact.MIG, name.substring(mig + MIG.length()).strip());
      name = name.substring(0, mig);
    }
    if (!name.isEmpty()) {
      facts.put(Fact.NAME, name);
    }
  }

  private void uuid() {
    // The older function tells an instance of MIG the UUID of the device that it is part of.
    boolean tellsInstances = calls.has("cuDeviceGetUuid_v2");
    Memory bytes = NativeFunctions.buffer();
    if (!calls.attempt(tellsInstances ? "cuDeviceGetUuid_v2" : "cuDeviceGetUuid", bytes, device)) {
      return;
    }
    ByteBuffer bigEndian = ByteBuffer.wrap(bytes.getByteArray(0, 2 * Long.BYTES));
    UUID uuid = new UUID(bigEndian.getLong(), bigEndian.getLong());
    boolean isSet = uuid.getMostSignificantBits() != 0 || uuid.getLeastSignificantBits() != 0;
    if (isSet) {
      boolean instance = tellsInstances && facts.containsKey(Fact.MIG);
      facts.put(Fact.UUID, (instance ? "MIG-" : "GPU-") + uuid);
    }
  }

  private void architecture() {
    OptionalInt major = attribute(COMPUTE_CAPABILITY_MAJOR);
    OptionalInt minor = attribute(COMPUTE_CAPABILITY_MINOR);
    if (major.isPresent() && minor.isPresent()) {
      CudaNumbers.architecture(calls, major.getAsInt(), minor.getAsInt(), facts);
    }
  }

  /** What CUDA tells of a device without memory of its own is the host's. */
  private void memory() {
    OptionalInt integrated = attribute(INTEGRATED);
    integrated.ifPresent(value -> facts.put(Fact.INTEGRATED, Boolean.toString(value != 0)));
    Memory bytes = NativeFunctions.buffer();
    if (integrated.orElse(0) == 0 && calls.attempt("cuDeviceTotalMem_v2", bytes, device)) {
      put(Fact.MEMORY_BYTES, "memory", bytes.getLong(0));
    }
  }

  private void computeMode(PciAddress address) {
    if (attribute(COMPUTE_MODE).orElse(0) == PROHIBITED) {
      facts.put(Fact.VISIBLE, "false");
      facts.put(
          Fact.HIDDEN_BY,
          "its compute mode is Prohibited; root opens it with nvidia-smi -c DEFAULT -i " + address);
    }
  }

  private OptionalInt attribute(int attribute) {
    Memory value = NativeFunctions.buffer();
    return calls.attempt("cuDeviceGetAttribute", value, attribute, device)
        ? OptionalInt.of(value.getInt(0))
        : OptionalInt.empty();
  }

  private void put(Fact fact, String name, long count) {
    if (count > 0) {
      facts.put(fact, Long.toString(count));
    } else {
      calls.note("the " + name + " is told as " + count + ", which cannot be");
    }
  }
}
