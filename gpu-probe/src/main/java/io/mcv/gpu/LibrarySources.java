package io.mcv.gpu;

import io.mcv.gpu.library.LibraryProbe;
import io.mcv.gpu.library.LibrarySearch;
import io.mcv.gpu.model.ArchSource;
import io.mcv.gpu.model.Fact;
import io.mcv.gpu.model.PciAddress;
import io.mcv.gpu.model.Source;
import io.mcv.gpu.model.SourceFacts;
import io.mcv.gpu.model.SourceReport;
import io.mcv.gpu.model.SourceReport.Status;
import io.mcv.gpu.model.Vendor;
import io.mcv.gpu.process.ChildJvm;
import io.mcv.gpu.process.Deadline;
import io.mcv.gpu.process.LibraryRequest;
import io.mcv.gpu.process.VendorProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks the vendors' libraries, where files tell of a device that they could know, or of a way to
 * one. HIP is slow and large, and asked only where nothing else knows the architecture of an AMD
 * device: when amdsmi has answered, or beside it if that takes more than half of the time.
 */
final class LibrarySources {
  /** JNA, and what asks through it. */
  static final List<String> CLASSES =
      List.of("io/mcv/gpu/library/LibraryProbe.class", "com/sun/jna/Native.class");

  private final ProbeOptions options;
  private final List<SourceFacts> files;
  private final List<FoundDevice> devices;
  private final Map<Source, SourceFacts> answers = new EnumMap<>(Source.class);
  private final Deadline deadline;
  private @Nullable VendorProcesses processes;

  /**
   * Nothing is asked yet, but time runs.
   *
   * @param files what sources tell that are files
   */
  LibrarySources(ProbeOptions options, List<SourceFacts> files) {
    this.options = options;
    this.files = List.copyOf(files);
    this.devices = FoundDevices.in(this.files);
    this.deadline = Deadline.in(options.deadline());
  }

  /** What each library tells, in the order of {@link Source}. */
  List<SourceFacts> ask() {
    boolean windows = options.libraries() && exists("dev/dxg");
    boolean nvidia =
        options.libraries() && (windows || exists("dev/nvidiactl") || hasDevice(Vendor.NVIDIA));
    boolean amd = options.libraries() && (windows || exists("dev/kfd") || hasDevice(Vendor.AMD));
    if (nvidia) {
      start(Source.LIBCUDA, Source.NVML);
    }
    if (amd) {
      start(Source.AMDSMI);
      if (processes != null) {
        processes.awaitHalf(Source.AMDSMI).ifPresent(facts -> answers.put(Source.AMDSMI, facts));
      }
      if (needsHip(windows)) {
        start(Source.HIP);
      }
    }
    if (processes != null) {
      processes.finish().forEach(facts -> answers.put(facts.report().source(), facts));
    }
    List<SourceFacts> all = new ArrayList<>();
    for (Source source : Source.values()) {
      if (source.isLibrary()) {
        SourceFacts answer = answers.get(source);
        all.add(answer == null ? none(source, Status.SKIPPED, null) : answer);
      }
    }
    return all;
  }

  /** Begins to ask libraries of one vendor, those that are there. */
  private void start(Source... sources) {
    LibrarySearch search = new LibrarySearch(options.environment());
    List<LibraryRequest> requests = new ArrayList<>();
    for (Source source : sources) {
      LibrarySearch.Found library = search.find(source);
      if (library.candidates().isEmpty()) {
        answers.put(source, none(source, Status.ABSENT, whyNone(source, library)));
      } else {
        requests.add(new LibraryRequest(source, library.candidates()));
      }
    }
    if (!requests.isEmpty()) {
      startProcess(requests);
    }
  }

  private void startProcess(List<LibraryRequest> requests) {
    try {
      if (processes == null) {
        ChildJvm jvm = ChildJvm.of(LibraryProbe.class.getName(), CLASSES, options.environment());
        processes = new VendorProcesses(jvm, deviceIds(), deadline);
      }
      processes.start(requests);
    } catch (IOException e) {
      String message = "no process can be started to ask it: " + e.getMessage();
      requests.forEach(
          request -> answers.put(request.source(), none(request.source(), Status.FAILED, message)));
    }
  }

  /** Nothing but libcuda tells the architecture of a device of NVIDIA that is given to us. */
  private @Nullable String whyNone(Source source, LibrarySearch.Found library) {
    if (!library.rejected().isEmpty()) {
      return "not loaded, since " + String.join("; ", library.rejected());
    }
    boolean isMissed = source == Source.LIBCUDA && (exists("dev/nvidiactl") || exists("dev/dxg"));
    return isMissed
        ? "it is not there: install the libraries of the driver, start the container with"
            + " NVIDIA_DRIVER_CAPABILITIES=compute,utility, or name their folder in "
            + LibrarySearch.OWN_PATH
        : null;
  }

  private static SourceFacts none(Source source, Status status, @Nullable String message) {
    return SourceFacts.none(new SourceReport(source, status, null, null, null, message, null));
  }

  private boolean exists(String file) {
    return Files.exists(options.root().resolve(file));
  }

  private boolean hasDevice(Vendor vendor) {
    return devices.stream().anyMatch(device -> device.vendor() == vendor);
  }

  private boolean needsHip(boolean windows) {
    List<SourceFacts> all = new ArrayList<>(files);
    all.addAll(answers.values());
    List<FoundDevice> amd =
        FoundDevices.in(all).stream().filter(device -> device.vendor() == Vendor.AMD).toList();
    Visibility visibility = new Visibility(amd, all, Map.of());
    return amd.isEmpty()
        ? windows
        : amd.stream()
            .anyMatch(device -> visibility.hiddenBy(device) == null && !isArchCertain(device));
  }

  private static boolean isArchCertain(FoundDevice device) {
    List<KnownArch> archs = KnownArch.of(device);
    return !archs.isEmpty() && archs.get(0).source().compareTo(ArchSource.HIP) < 0;
  }

  private Map<PciAddress, Integer> deviceIds() {
    Map<PciAddress, Integer> ids = new HashMap<>();
    for (FoundDevice device : devices) {
      if (device.address() != null && device.hex(Fact.PCI_DEVICE) != 0) {
        ids.put(device.address(), device.hex(Fact.PCI_DEVICE));
      }
    }
    return ids;
  }
}
