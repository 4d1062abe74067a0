package io.mcv.gpu.sysfs;

import io.mcv.gpu.model.DeviceFacts;
import io.mcv.gpu.model.Fact;
import io.mcv.gpu.model.GfxArch;
import io.mcv.gpu.model.PciAddress;
import io.mcv.gpu.model.Source;
import io.mcv.gpu.model.SourceFacts;
import io.mcv.gpu.model.SourceReport;
import io.mcv.gpu.model.SourceReport.Status;
import io.mcv.gpu.model.Vendor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What AMD's compute driver tells of its nodes: {@link Source#KFD}. */
final class KfdTopology {
  private static final String NODES = "sys/class/kfd/kfd/topology/nodes";

  /** The id of nodes that are processors. */
  private static final String NO_GPU = "0";

  private final SystemRoot root;
  private final Map<PciAddress, PciFunction> functions = new LinkedHashMap<>();

  /** The nodes of each device, in the order of their numbers. */
  private final Map<PciAddress, List<KfdNode>> nodes = new LinkedHashMap<>();

  private int unreadable;

  private KfdTopology(SystemRoot root, List<PciFunction> functions) {
    this.root = root;
    for (PciFunction function : functions) {
      if (function.vendor() == Vendor.AMD) {
        this.functions.put(function.pci().address(), function);
      }
    }
  }

  static SourceFacts read(SystemRoot root, List<PciFunction> functions) {
    KfdTopology topology = new KfdTopology(root, functions);
    topology.readNodes();
    List<DeviceFacts> devices = new ArrayList<>();
    topology.nodes.forEach((address, parts) -> devices.addAll(topology.device(address, parts)));
    devices.addAll(topology.unlisted());
    return new SourceFacts(topology.report(), topology.host(), devices);
  }

  private SourceReport report() {
    return functions.isEmpty()
        ? Reports.of(root, Source.KFD, NODES, Status.SKIPPED, null)
        : Reports.of(root, Source.KFD, NODES, Status.ABSENT, absence());
  }

  private Map<Fact, String> host() {
    return new Facts().add(Fact.ROCM_VERSION, root.value("opt/rocm/.info/version")).all();
  }

  private void readNodes() {
    for (long number : root.numbered(NODES, "")) {
      String folder = NODES + "/" + number;
      String gpuId = root.value(folder + "/gpu_id");
      if (NO_GPU.equals(gpuId)) {
        continue;
      }
      Optional<KfdNode> node =
          gpuId == null ? Optional.empty() : KfdNode.read(root, folder, number);
      Optional<PciAddress> address = node.flatMap(KfdNode::address).map(this::function);
      if (node.isPresent() && address.isPresent()) {
        nodes.computeIfAbsent(address.get(), key -> new ArrayList<>()).add(node.get());
      } else {
        unreadable++;
      }
    }
  }

  /** Partitions may be told as functions that are not on the bus; their device is function 0. */
  private PciAddress function(PciAddress told) {
    PciAddress first = new PciAddress(told.domain(), told.bus(), told.device(), 0);
    return !functions.containsKey(told) && functions.containsKey(first) ? first : told;
  }

  private List<DeviceFacts> device(PciAddress address, List<KfdNode> parts) {
    List<Integer> told = new ArrayList<>();
    for (KfdNode part : parts) {
      int function = part.address().map(PciAddress::function).orElse(0) - address.function();
      told.add(part.partition() == 0 ? function : part.partition());
    }
    Set<Integer> distinct = new HashSet<>(told);
    List<DeviceFacts> devices = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      int partition = distinct.size() == parts.size() ? told.get(i) : i;
      boolean whole = parts.size() == 1 && partition == 0;
      devices.add(part(parts.get(i)).about(address, whole ? null : partition));
    }
    return devices;
  }

  private Facts part(KfdNode node) {
    Facts facts = new Facts();
    String arch = GfxArch.ofKfdVersion(node.number("gfx_target_version").orElse(0)).orElse(null);
    facts
        .add(Fact.ARCH, arch)
        .add(Fact.UUID, node.uuid())
        .add(Fact.KFD_NODE, Long.toString(node.node()));
    addWavefront(facts, arch, node.number("wave_front_size"));
    OptionalLong units = node.number("simd_count");
    long perUnit = node.number("simd_per_cu").orElse(0);
    if (units.isPresent() && units.getAsLong() > 0 && perUnit > 0) {
      facts.add(Fact.MULTIPROCESSORS, Long.toString(units.getAsLong() / perUnit));
    }
    if (node.memoryBytes() > 0) {
      facts.add(Fact.MEMORY_BYTES, Long.toString(node.memoryBytes()));
    }
    if (node.number("cpu_cores_count").orElse(0) > 0) {
      facts.add(Fact.INTEGRATED, "true");
    }
    facts.hide(driverNodeProblem());
    OptionalLong minor = node.number("drm_render_minor");
    if (minor.isPresent() && minor.getAsLong() > 0) {
      facts.add(Fact.RENDER_MINOR, minor);
      facts.hide(SysfsDevices.renderNodeProblem(root, Long.toString(minor.getAsLong())));
    }
    return facts;
  }

  /** The kernel tells the widest wavefront; Triton compiles for another on some architectures. */
  private static void addWavefront(Facts facts, @Nullable String arch, OptionalLong told) {
    OptionalInt known = arch == null ? OptionalInt.empty() : GfxArch.warpSize(arch);
    if (known.isEmpty()) {
      facts.add(Fact.WARP_SIZE, told);
      return;
    }
    facts.add(Fact.WARP_SIZE, Integer.toString(known.getAsInt()));
    if (told.isPresent() && told.getAsLong() != known.getAsInt()) {
      facts.add(
          Fact.WARNING,
          "the kernel tells a wavefront of %d threads, Triton compiles %s for %d"
              .formatted(told.getAsLong(), arch, known.getAsInt()));
    }
  }

  private @Nullable String driverNodeProblem() {
    return DeviceNodes.problem(
        root, "kfd", "load amdgpu; in a container, give it --device /dev/kfd --device /dev/dri");
  }

  /** The functions under amdgpu that have no node that can be read. */
  private List<DeviceFacts> unlisted() {
    List<DeviceFacts> devices = new ArrayList<>();
    functions.forEach(
        (address, function) -> {
          if ("amdgpu".equals(function.driver()) && !nodes.containsKey(address)) {
            devices.add(new Facts().hide(reason(function)).about(address, null));
          }
        });
    return devices;
  }

  private String reason(PciFunction function) {
    if (!root.exists(NODES)) {
      return absence();
    }
    if (unreadable == 0) {
      return "the kernel's compute driver (KFD) does not list it: ROCm does not run on it";
    }
    String minor = SysfsDevices.renderMinor(root, function);
    return "its KFD node cannot be read: this container was given other GPUs, or none; give it"
        + " --device /dev/dri/renderD"
        + (minor == null ? "<number>" : minor);
  }

  private static String absence() {
    return "there is no /sys/class/kfd: load amdgpu of a kernel with HSA_AMD";
  }
}
