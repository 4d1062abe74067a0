package io.mcv.spec.fit;

import io.mcv.oci.model.Printable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether a cache runs on a host.
 *
 * @param verdicts one for each GPU, in the order of the host's
 */
public record FitReport(List<GpuVerdict> verdicts) {
  private static final FitReason NO_GPU =
      new FitReason(FitReason.Dimension.KNOWLEDGE, "this host has no GPU that is visible");

  /** Copies the verdicts. */
  public FitReport {
    verdicts = List.copyOf(verdicts);
  }

  /**
   * Whether some GPU fits. The reasons are those of all GPUs that decide it; GPUs of the same name
   * say the same once: {@code GPUs 0-7 (NVIDIA H100): …}.
   */
  public Fit some() {
    if (has(Fit.Fits.class)) {
      return fits();
    }
    return has(Fit.Unknown.class) ? doubtful() : doesNotFit();
  }

  /** Whether every GPU fits, with reasons as those of {@link #some}. */
  public Fit every() {
    if (verdicts.isEmpty() || has(Fit.DoesNotFit.class)) {
      return doesNotFit();
    }
    return has(Fit.Unknown.class) ? doubtful() : fits();
  }

  /** The GPUs that fit. */
  public List<HostGpu> matched() {
    return gpus(Fit.Fits.class);
  }

  /** The GPUs that do not. */
  public List<HostGpu> unmatched() {
    return gpus(Fit.DoesNotFit.class);
  }

  /** The GPUs of which it is not known. */
  public List<HostGpu> unknown() {
    return gpus(Fit.Unknown.class);
  }

  private List<HostGpu> gpus(Class<? extends Fit> kind) {
    return verdicts.stream()
        .filter(verdict -> kind.isInstance(verdict.fit()))
        .map(GpuVerdict::gpu)
        .toList();
  }

  private Fit fits() {
    return new Fit.Fits(reasons(Fit.Fits.class));
  }

  private Fit doubtful() {
    return new Fit.Unknown(reasons(Fit.Unknown.class));
  }

  private Fit doesNotFit() {
    return new Fit.DoesNotFit(verdicts.isEmpty() ? List.of(NO_GPU) : reasons(Fit.DoesNotFit.class));
  }

  private boolean has(Class<? extends Fit> kind) {
    return verdicts.stream().map(GpuVerdict::fit).anyMatch(kind::isInstance);
  }

  private List<FitReason> reasons(Class<? extends Fit> kind) {
    Map<Same, List<Integer>> ids = new LinkedHashMap<>();
    for (GpuVerdict verdict : verdicts) {
      if (kind.isInstance(verdict.fit())) {
        for (FitReason reason : verdict.fit().reasons()) {
          Same same = new Same(verdict.gpu().name(), reason);
          ids.computeIfAbsent(same, key -> new ArrayList<>()).add(verdict.gpu().id());
        }
      }
    }
    List<FitReason> reasons = new ArrayList<>();
    ids.forEach((same, gpus) -> reasons.add(same.of(gpus)));
    return reasons;
  }

  private record Same(String gpuName, FitReason reason) {
    FitReason of(List<Integer> ids) {
      return new FitReason(
          reason.dimension(),
          "%s %s (%s): %s"
              .formatted(
                  ids.size() == 1 ? "GPU" : "GPUs",
                  ranges(ids),
                  Printable.of(gpuName),
                  reason.text()));
    }

    /** {@code 0-3, 6} for 0, 1, 2, 3 and 6. */
    private static String ranges(List<Integer> ids) {
      List<String> ranges = new ArrayList<>();
      int from = 0;
      for (int i = 1; i <= ids.size(); i++) {
        if (i == ids.size() || ids.get(i) != ids.get(i - 1) + 1) {
          String first = ids.get(from).toString();
          ranges.add(from == i - 1 ? first : first + "-" + ids.get(i - 1));
          from = i;
        }
      }
      return String.join(", ", ranges);
    }
  }
}
