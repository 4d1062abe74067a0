package io.mcv.gpu.sysfs;

import io.mcv.gpu.model.ArchSource;
import io.mcv.gpu.model.DeviceFacts;
import io.mcv.gpu.model.Fact;
import io.mcv.gpu.model.PciAddress;
import io.mcv.gpu.model.PciIdentity;
import io.mcv.gpu.model.Source;
import io.mcv.gpu.model.SourceFacts;
import io.mcv.gpu.model.SourceReport.Status;
import io.mcv.gpu.names.Product;
import io.mcv.gpu.names.ProductNames;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What the folders of PCI functions tell: {@link Source#SYSFS}. */
final class SysfsDevices {
  /** Where the graphics of Intel's processors always are. */
  private static final PciAddress INTEL_GRAPHICS = new PciAddress(0, 0, 2, 0);

  private final SystemRoot root;
  private final ProductNames names;

  SysfsDevices(SystemRoot root, ProductNames names) {
    this.root = root;
    this.names = names;
  }

  SourceFacts read(List<PciFunction> functions) {
    List<DeviceFacts> devices =
        functions.stream().filter(PciFunction::isCandidate).map(this::device).toList();
    Map<Fact, String> host =
        new Facts()
            .add(Fact.DRIVER, root.exists("dev/dxg") ? SystemSources.DRIVER_OF_WINDOWS : null)
            .all();
    return new SourceFacts(
        Reports.of(root, Source.SYSFS, PciFunction.FOLDER, Status.ABSENT, null), host, devices);
  }

  private DeviceFacts device(PciFunction function) {
    Facts facts = new Facts();
    identity(facts, function.pci());
    driver(facts, function);
    Optional<Product> product = names.find(function.pci());
    facts.add(Fact.NAME, product.map(Product::name).orElse(null));
    facts.add(Fact.RENDER_MINOR, renderMinor(root, function));
    switch (function.vendor()) {
      case NVIDIA ->
          arch(
              facts,
              NvidiaChips.arch(product.map(Product::chip).orElse(null)),
              ArchSource.INFERRED);
      case AMD -> new AmdgpuFiles(root, function.folder()).addTo(facts, function.pci().device());
      case INTEL -> intel(facts, function);
      case HABANA -> accelerator(facts, function);
      default -> {
        // The driver and the name are all there is.
      }
    }
    if (!facts.has(Fact.NAME)) {
      facts.add(Fact.NAME, names.name(function.pci()));
    }
    return facts.about(function.pci().address(), null);
  }

  static void arch(Facts facts, @Nullable String arch, ArchSource source) {
    if (arch != null && !facts.has(Fact.ARCH)) {
      facts.add(Fact.ARCH, arch).add(Fact.ARCH_SOURCE, source.id());
    }
  }

  private static void identity(Facts facts, PciIdentity pci) {
    facts
        .addHex(Fact.PCI_CLASS, 6, pci.classCode())
        .addHex(Fact.PCI_VENDOR, 4, pci.vendor())
        .addHex(Fact.PCI_DEVICE, 4, pci.device());
    if (pci.subsystemVendor() != 0) {
      facts
          .addHex(Fact.PCI_SUBSYSTEM_VENDOR, 4, pci.subsystemVendor())
          .addHex(Fact.PCI_SUBSYSTEM_DEVICE, 4, pci.subsystemDevice());
    }
    facts.addHex(Fact.PCI_REVISION, 2, pci.revision());
    if (pci.numaNode() != null) {
      facts.add(Fact.NUMA_NODE, Integer.toString(pci.numaNode()));
    }
  }

  private void driver(Facts facts, PciFunction function) {
    String driver = function.driver();
    facts
        .add(Fact.DRIVER, driver)
        .add(Fact.DRIVER_VERSION, driver == null ? null : KernelDrivers.version(root, driver))
        .add(Fact.VIRTUAL_FUNCTION, function.isVirtual() ? "true" : null)
        .hide(KernelDrivers.problem(function.vendor(), driver));
  }

  /** The architecture of Intel's GPUs is not told; their device id stands for it. */
  private void intel(Facts facts, PciFunction function) {
    arch(facts, String.format(Locale.ROOT, "%04x", function.pci().device()), ArchSource.PCI_TABLE);
    OptionalLong memory = intelMemory(function.folder());
    facts.add(Fact.MEMORY_BYTES, memory);
    if (memory.isEmpty() && function.pci().address().equals(INTEL_GRAPHICS)) {
      facts.add(Fact.INTEGRATED, "true");
    }
    String minor = facts.all().get(Fact.RENDER_MINOR);
    if (minor != null) {
      facts.hide(renderNodeProblem(root, minor));
    }
  }

  /** The number of the file in {@code dev/dri} that programs compute with; null if none. */
  static @Nullable String renderMinor(SystemRoot root, PciFunction function) {
    List<Long> minors = root.numbered(function.folder() + "/drm", "renderD");
    return minors.isEmpty() ? null : Long.toString(minors.get(0));
  }

  static @Nullable String renderNodeProblem(SystemRoot root, String minor) {
    String node = "dri/renderD" + minor;
    return DeviceNodes.problem(
        root, node, "this container was given other GPUs, or none; give it --device /dev/" + node);
  }

  /** The driver xe tells it for each tile, i915 for the card. */
  private OptionalLong intelMemory(String folder) {
    long bytes = 0;
    for (long tile : root.numbered(folder, "tile")) {
      bytes += root.number(folder + "/tile" + tile + "/physical_vram_size_bytes").orElse(0);
    }
    for (long card : root.numbered(folder + "/drm", "card")) {
      bytes += root.number(folder + "/drm/card" + card + "/lmem_total_bytes").orElse(0);
    }
    return bytes > 0 ? OptionalLong.of(bytes) : OptionalLong.empty();
  }

  private void accelerator(Facts facts, PciFunction function) {
    for (long number : root.numbered(function.folder() + "/accel", "accel")) {
      String node = "accel/accel" + number;
      facts.hide(
          DeviceNodes.problem(
              root,
              node,
              "this container was given other accelerators, or none; give it --device /dev/"
                  + node));
    }
  }
}
