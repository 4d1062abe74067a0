package io.mcv.gpu;

import io.mcv.gpu.model.ArchSource;
import io.mcv.gpu.model.Fact;
import io.mcv.gpu.model.Source;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An architecture, and what it is known from.
 *
 * @param arch as Triton writes it
 * @param source how good the word is: those before others in {@link ArchSource} count more
 */
record KnownArch(String arch, ArchSource source) {
  /** What sources tell of a device, the best first. */
  static List<KnownArch> of(FoundDevice device) {
    List<KnownArch> known = new ArrayList<>();
    for (Source source : device.sources()) {
      String arch = device.get(source, Fact.ARCH);
      if (arch != null) {
        known.add(new KnownArch(arch, archSource(source, device.get(source, Fact.ARCH_SOURCE))));
      }
    }
    known.sort(Comparator.comparing(KnownArch::source));
    return known;
  }

  /** What to say where others contradict this one; a guess contradicts nobody. */
  Optional<String> disagreement(KnownArch other) {
    return other.arch.equals(arch) || other.source == ArchSource.INFERRED
        ? Optional.empty()
        : Optional.of(
            "%s says %s, %s says %s: %s is taken"
                .formatted(source.id(), arch, other.source.id(), other.arch, arch));
  }

  private static ArchSource archSource(Source source, @Nullable String told) {
    for (ArchSource arch : ArchSource.values()) {
      if (arch.id().equals(told)) {
        return arch;
      }
    }
    return switch (source) {
      case LIBCUDA -> ArchSource.LIBCUDA;
      case NVML -> ArchSource.NVML;
      case KFD -> ArchSource.KFD;
      case AMDSMI -> ArchSource.AMDSMI;
      case HIP -> ArchSource.HIP;
      case SYSFS, NVIDIA_PROC -> ArchSource.INFERRED;
    };
  }
}
