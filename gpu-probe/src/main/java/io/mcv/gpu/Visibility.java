package io.mcv.gpu;

import io.mcv.gpu.model.Fact;
import io.mcv.gpu.model.Source;
import io.mcv.gpu.model.SourceFacts;
import io.mcv.gpu.model.SourceReport.Status;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which of the devices that are present programs here can use, and why not the others.
 *
 * <ol>
 *   <li>What the runtime lists ({@code libcuda}, {@code hip}) can be used, unless it says why not.
 *   <li>What files give a reason against cannot.
 *   <li>What a runtime that answered does not list cannot: a variable leaves it out, or the
 *       container was not given it. Where the runtime could not say of each device which it is,
 *       only what a variable leaves out is hidden.
 *   <li>Where no runtime answered, what variables leave out cannot.
 * </ol>
 *
 * <p>Variables are applied by their own rules: {@code CUDA_VISIBLE_DEVICES} to NVIDIA's; to AMD's
 * in the order of the kernel's topology first {@code ROCR_VISIBLE_DEVICES}, then, to what that
 * left, {@code HIP_VISIBLE_DEVICES} or, without it, {@code CUDA_VISIBLE_DEVICES} or {@code
 * GPU_DEVICE_ORDINAL}. CUDA numbers devices in the order of the buses if {@code CUDA_DEVICE_ORDER}
 * is {@code PCI_BUS_ID}, else by their speed, which only CUDA knows: numbers of unlike devices then
 * leave none out.
 */
final class Visibility {
  private static final String CUDA_LIST = "CUDA_VISIBLE_DEVICES";
  private static final String CUDA_ORDER = "CUDA_DEVICE_ORDER";
  private static final String BY_BUS = "PCI_BUS_ID";
  private static final String ROCR_LIST = "ROCR_VISIBLE_DEVICES";
  private static final String HIP_LIST = "HIP_VISIBLE_DEVICES";
  private static final String ORDINALS = "GPU_DEVICE_ORDINAL";

  /** {@code CUDA_ERROR_NO_DEVICE}, {@code hipErrorNoDevice}: an answer, not a failure. */
  private static final int NO_DEVICE = 100;

  private final Map<Source, SourceFacts> told = new HashMap<>();
  private final Map<String, String> environment;
  private final Map<FoundDevice, String> hiddenBy = new HashMap<>();
  private final List<String> warnings = new ArrayList<>();

  Visibility(
      List<FoundDevice> devices, List<SourceFacts> sources, Map<String, String> environment) {
    this.environment = environment;
    sources.forEach(source -> told.put(source.report().source(), source));
    List<FoundDevice> nvidia = new ArrayList<>();
    List<FoundDevice> amd = new ArrayList<>();
    for (FoundDevice device : devices) {
      switch (device.vendor()) {
        case NVIDIA -> nvidia.add(device);
        case AMD -> amd.add(device);
        default -> hide(device, byFiles(device));
      }
    }
    decide(nvidia, Source.LIBCUDA, list(CUDA_LIST).stream().toList());
    amd.sort(
        Comparator.comparingLong(device -> device.number(Fact.KFD_NODE).orElse(Long.MAX_VALUE)));
    decide(amd, Source.HIP, Stream.concat(list(ROCR_LIST).stream(), hipList().stream()).toList());
  }

  /** Why programs cannot use a device; null if they can. */
  @Nullable String hiddenBy(FoundDevice device) {
    return hiddenBy.get(device);
  }

  /** What could not be decided. */
  List<String> warnings() {
    return List.copyOf(warnings);
  }

  private Optional<VisibleList> list(String variable) {
    return VisibleList.of(environment, variable);
  }

  /** HIP passes over a list of its own that is empty if there is another. */
  private Optional<VisibleList> hipList() {
    Optional<VisibleList> hip = list(HIP_LIST);
    Optional<VisibleList> notEmpty = hip.filter(list -> !list.value().isEmpty());
    return notEmpty
        .or(() -> list(CUDA_LIST))
        .or(() -> hip)
        .or(() -> list(ORDINALS).filter(list -> !list.value().isEmpty()));
  }

  private void decide(List<FoundDevice> devices, Source runtime, List<VisibleList> lists) {
    List<FoundDevice> counted = new ArrayList<>();
    List<FoundDevice> open = new ArrayList<>();
    for (FoundDevice device : devices) {
      if (device.isToldBy(runtime)) {
        hide(device, device.get(runtime, Fact.HIDDEN_BY));
        counted.add(device);
      } else if (byFiles(device) != null) {
        hide(device, byFiles(device));
      } else {
        counted.add(device);
        open.add(device);
      }
    }
    boolean answered = hasAnswered(runtime);
    ListedDevices listed = new ListedDevices(counted, lists, isOrderKnown(runtime, counted));
    for (FoundDevice device : open) {
      Optional<VisibleList> list = listed.leftOutBy(device);
      if (list.isPresent()) {
        hide(device, list.get().reason());
      } else if (answered && !hasUnplaced(runtime)) {
        hide(device, unlisted(runtime, lists));
      }
    }
    if (!answered) {
      warnings.addAll(listed.doubts());
    }
  }

  /** Why a runtime does not list a device that the rules of no variable leave out. */
  private static String unlisted(Source runtime, List<VisibleList> lists) {
    return lists.isEmpty()
        ? runtime.id() + " does not list it: this container was given other GPUs, or none"
        : VisibleList.reason(lists);
  }

  private boolean isOrderKnown(Source runtime, List<FoundDevice> devices) {
    return runtime != Source.LIBCUDA
        || BY_BUS.equals(environment.get(CUDA_ORDER))
        || devices.stream().map(Visibility::kind).distinct().count() <= 1;
  }

  /** What makes one device faster than another, as far as it can be told. */
  private static List<Optional<String>> kind(FoundDevice device) {
    return List.of(
        Optional.ofNullable(device.get(Fact.NAME)),
        KnownArch.of(device).stream().findFirst().map(KnownArch::arch));
  }

  private boolean hasAnswered(Source runtime) {
    SourceFacts facts = told.get(runtime);
    if (facts == null) {
      return false;
    }
    Integer code = facts.report().code();
    return facts.report().status() == Status.OK || (code != null && code == NO_DEVICE);
  }

  private boolean hasUnplaced(Source runtime) {
    SourceFacts facts = told.get(runtime);
    return facts != null && facts.host().containsKey(Fact.UNPLACED_DEVICES);
  }

  private static @Nullable String byFiles(FoundDevice device) {
    for (Source source : device.sources()) {
      String reason = source.isLibrary() ? null : device.get(source, Fact.HIDDEN_BY);
      if (reason != null) {
        return reason;
      }
    }
    return null;
  }

  private void hide(FoundDevice device, @Nullable String reason) {
    if (reason != null) {
      hiddenBy.put(device, reason);
    }
  }
}
