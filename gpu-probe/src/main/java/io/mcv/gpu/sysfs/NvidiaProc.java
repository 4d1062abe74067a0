package io.mcv.gpu.sysfs;

import io.mcv.gpu.model.DeviceFacts;
import io.mcv.gpu.model.Fact;
import io.mcv.gpu.model.PciAddress;
import io.mcv.gpu.model.Source;
import io.mcv.gpu.model.SourceFacts;
import io.mcv.gpu.model.SourceReport.Status;
import io.mcv.gpu.model.Vendor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What NVIDIA's driver shows in {@code /proc}: {@link Source#NVIDIA_PROC}. */
final class NvidiaProc {
  private static final String FOLDER = "proc/driver/nvidia";
  private static final String DRIVER = "nvidia";
  private static final String OTHERS =
      "this container was given other GPUs, or none; start it with this one, as with --gpus all";

  /** The proprietary module says it right before, the open one names its platform between. */
  private static final Pattern VERSION =
      Pattern.compile("Kernel Module(?: for \\S+)?\\s+(\\d+\\.\\d+(?:\\.\\d+)?)");

  private static final Pattern UUID =
      Pattern.compile("GPU-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final SystemRoot root;

  /** Those that the driver has. */
  private final List<PciFunction> functions;

  private final @Nullable String version;

  private NvidiaProc(SystemRoot root, List<PciFunction> functions) {
    this.root = root;
    this.functions = functions;
    this.version = root.isFolder(FOLDER) ? version(root) : null;
  }

  static SourceFacts read(SystemRoot root, List<PciFunction> functions) {
    boolean isThere = functions.stream().anyMatch(NvidiaProc::isNvidia);
    if (!isThere && TegraBoard.isThere(root)) {
      return TegraBoard.read(root);
    }
    NvidiaProc proc =
        new NvidiaProc(
            root,
            functions.stream()
                .filter(function -> isNvidia(function) && DRIVER.equals(function.driver()))
                .toList());
    Status missing = isThere ? Status.ABSENT : Status.SKIPPED;
    String message =
        isThere
            ? "there is no /proc/driver/nvidia: the kernel module is not loaded, try modprobe nvidia"
            : null;
    return new SourceFacts(
        Reports.of(root, Source.NVIDIA_PROC, FOLDER, missing, message),
        proc.host(),
        proc.devices());
  }

  private static boolean isNvidia(PciFunction function) {
    return function.vendor() == Vendor.NVIDIA;
  }

  private Map<Fact, String> host() {
    if (!root.isFolder(FOLDER)) {
      return Map.of();
    }
    return new Facts()
        .add(Fact.DRIVER, DRIVER)
        .add(Fact.DRIVER_VERSION, version)
        .add(
            Fact.WARNING,
            DeviceNodes.problem(
                root,
                "nvidia-uvm",
                "CUDA fails with error 304 (OPERATING_SYSTEM); run nvidia-modprobe -u, or give it"
                    + " to the container"))
        .all();
  }

  private static @Nullable String version(SystemRoot root) {
    String version = KernelDrivers.version(root, DRIVER);
    if (version == null) {
      Matcher line = VERSION.matcher(String.join("\n", root.lines(FOLDER + "/version")));
      return line.find() ? line.group(1) : null;
    }
    return version;
  }

  private List<DeviceFacts> devices() {
    Map<PciAddress, DeviceFacts> devices = new TreeMap<>();
    for (String name : root.names(FOLDER + "/gpus")) {
      PciAddress.parse(name).ifPresent(address -> devices.put(address, device(name, address)));
    }
    if (root.isFolder(FOLDER)) {
      for (PciFunction function : functions) {
        devices.computeIfAbsent(
            function.pci().address(),
            address -> new Facts().hide(absence(function)).about(address, null));
      }
    }
    return new ArrayList<>(devices.values());
  }

  /** Why the driver does not tell of a function that it has. */
  private static String absence(PciFunction function) {
    return function.isVirtual() ? "it is a part of a GPU that is kept for a guest" : OTHERS;
  }

  private DeviceFacts device(String name, PciAddress address) {
    Map<String, String> information = information(FOLDER + "/gpus/" + name + "/information");
    String uuid = information.get("GPU UUID");
    Facts facts = new Facts();
    facts
        .add(Fact.NAME, information.get("Model"))
        .add(Fact.UUID, uuid != null && UUID.matcher(uuid).matches() ? uuid : null)
        .add(Fact.DRIVER, DRIVER)
        .add(Fact.DRIVER_VERSION, version)
        .add(Fact.DEVICE_MINOR, DeviceFacts.decimal(information.get("Device Minor")));
    if ("Yes".equals(information.get("GPU Excluded"))) {
      facts.hide("the driver excludes it: see its parameter NVreg_ExcludedGpus");
    }
    facts.hide(
        DeviceNodes.problem(
            root,
            "nvidiactl",
            "run nvidia-smi once as root, or start the container with --gpus all"));
    String minor = facts.all().get(Fact.DEVICE_MINOR);
    if (minor != null) {
      facts
          .hide(DeviceNodes.problem(root, "nvidia" + minor, OTHERS))
          .add(Fact.MIG, hasInstances(minor) ? "enabled" : null);
    }
    return facts.about(address, null);
  }

  /** Whether the driver tells of rights to parts of a GPU, as it does where they can be used. */
  private boolean hasInstances(String minor) {
    return !root.numbered(FOLDER + "/capabilities/gpu" + minor + "/mig", "gi").isEmpty();
  }

  private Map<String, String> information(String file) {
    Map<String, String> information = new HashMap<>();
    for (String line : root.lines(file)) {
      int colon = line.indexOf(':');
      String value = colon > 0 ? SystemRoot.printable(line.substring(colon + 1)) : null;
      if (value != null) {
        information.put(line.substring(0, colon).strip(), value);
      }
    }
    return information;
  }
}
