package io.mcv.gpu.library;

import com.sun.jna.Memory;
import io.mcv.gpu.model.Fact;
import io.mcv.gpu.model.GfxArch;
import io.mcv.gpu.model.PciAddress;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Asks HIP about one device. Of {@code hipDeviceProp_tR0600} it reads, by byte offset and length:
 *
 * <pre>
 * name          0/256
 * uuid          256/16    the 16 digits of the UUID as text
 * gcnArchName   1160/256  gfx942:sramecc+:xnack-, an architecture and its features
 * </pre>
 */
final class HipDevice {
  /**
   * The only variant whose structure is known. The plain name stands for an older structure, in
   * every version.
   */
  static final String PROPERTIES = "hipGetDevicePropertiesR0600";

  private static final int NAME_BYTES = 256;
  private static final int UUID_OFFSET = 256;
  private static final int UUID_BYTES = 16;
  private static final int ARCH_OFFSET = 1160;
  private static final int ARCH_BYTES = 256;
  private static final int MULTIPROCESSOR_COUNT = 63;
  private static final int PCI_BUS = 67;
  private static final int PCI_DEVICE = 68;
  private static final int PCI_DOMAIN = 69;
  private static final int WARP_SIZE = 87;

  private final LibraryCalls library;
  private final LibraryCalls calls;
  private final int ordinal;
  private final Map<Fact, String> facts = new EnumMap<>(Fact.class);

  /**
   * A device.
   *
   * @param library where problems are told if the device has no address
   * @param ordinal its number
   */
  HipDevice(LibraryCalls library, int ordinal) {
    this.library = library;
    this.calls = library.apart();
    this.ordinal = ordinal;
  }

  /** Asks for everything, and adds it under its address. */
  void addTo(Partitions partitions) {
    Optional<PciAddress> address = address();
    if (address.isEmpty()) {
      library.note("device " + ordinal + " of HIP was left out, since it has no PCI address");
      return;
    }
    readProperties();
    put(Fact.WARP_SIZE, attribute(calls, WARP_SIZE));
    put(Fact.MULTIPROCESSORS, attribute(calls, MULTIPROCESSOR_COUNT));
    String problems = calls.problems();
    if (problems != null) {
      facts.put(Fact.WARNING, problems);
    }
    partitions.add(address.get(), null, false, facts);
  }

  private Optional<PciAddress> address() {
    OptionalInt bus = attribute(library, PCI_BUS);
    OptionalInt device = attribute(library, PCI_DEVICE);
    OptionalInt domain = attribute(library, PCI_DOMAIN);
    if (bus.isEmpty() || device.isEmpty() || domain.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new PciAddress(domain.getAsInt(), bus.getAsInt(), device.getAsInt(), 0));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private void readProperties() {
    Memory properties = NativeFunctions.buffer();
    if (!calls.attempt(PROPERTIES, properties, ordinal)) {
      return;
    }
    String arch = NativeText.at(properties, ARCH_OFFSET, ARCH_BYTES).split(":", 2)[0];
    if (GfxArch.warpSize(arch).isEmpty()) {
      calls.note("unknown layout of the properties of HIP: they have no architecture");
      return;
    }
    facts.put(Fact.ARCH, arch);
    String name = NativeText.at(properties, 0, NAME_BYTES);
    if (!name.isEmpty()) {
      facts.put(Fact.NAME, name);
    }
    HipUuid.parse(NativeText.at(properties, UUID_OFFSET, UUID_BYTES))
        .ifPresent(uuid -> facts.put(Fact.UUID, uuid));
  }

  private void put(Fact fact, OptionalInt value) {
    if (value.isPresent() && value.getAsInt() > 0) {
      facts.put(fact, Integer.toString(value.getAsInt()));
    }
  }

  private OptionalInt attribute(LibraryCalls asked, int attribute) {
    Memory value = NativeFunctions.buffer();
    return asked.attempt("hipDeviceGetAttribute", value, attribute, ordinal)
        ? OptionalInt.of(value.getInt(0))
        : OptionalInt.empty();
  }
}
