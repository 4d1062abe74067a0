package io.mcv.cli;

import io.mcv.client.Preflight;
import io.mcv.gpu.model.GpuReport;
import io.mcv.oci.json.GoStruct;
import io.mcv.spec.GpuTarget;
import io.mcv.spec.KernelEntry;
import io.mcv.spec.fit.Fit;
import io.mcv.spec.fit.FitReason;
import io.mcv.spec.fit.FitReport;
import io.mcv.spec.fit.GpuVerdict;
import io.mcv.spec.fit.HostGpu;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** What {@code check-compat} prints: verdicts as tables or as JSON. */
final class CompatReport {
  private static final String NONE = "-";
  private static final int SHORT_HASH = 12;

  private final Preflight preflight;
  private final Fit fit;
  private final List<String> warnings;

  /**
   * A report.
   *
   * @param fit the verdict on all GPUs
   * @param warnings what else is to be known
   */
  CompatReport(Preflight preflight, Fit fit, List<String> warnings) {
    this.preflight = preflight;
    this.fit = fit;
    this.warnings = warnings;
  }

  void printText(Console console) {
    new Table("Image:", preflight.image())
        .row("Digest:", preflight.digest().toString())
        .row("Verdict:", verdict())
        .row("Matched:", ids(preflight.matched()))
        .row("Unmatched:", ids(preflight.unmatched()))
        .row("Unknown:", ids(preflight.unknown()))
        .lines()
        .forEach(console::print);
    if (!preflight.report().verdicts().isEmpty()) {
      console.print("");
      gpus().lines().forEach(console::print);
    }
    if (!preflight.kernels().isEmpty()) {
      console.print("");
      kernels().lines().forEach(console::print);
    }
  }

  Object json(GpuReport host) {
    FitJson json = new FitJson(host);
    GoStruct report =
        new GoStruct().put("image", preflight.image()).put("digest", preflight.digest().toString());
    return json.putVerdict(report, fit, preflight.report())
        .put("gpus", json.gpus(preflight.report()))
        .putUnlessEmpty("kernels", preflight.kernels().stream().map(CompatReport::json).toList())
        .put("warnings", warnings)
        .written();
  }

  /** The reasons are in the rows of the GPUs, where there are any. */
  private String verdict() {
    return preflight.report().verdicts().isEmpty()
        ? fit.verdict() + ": " + reasons(fit)
        : fit.verdict();
  }

  private Table gpus() {
    Table table = new Table("GPU", "NAME", "BACKEND", "ARCH", "WARP", "VERDICT", "REASON");
    for (GpuVerdict verdict : preflight.report().verdicts()) {
      HostGpu gpu = verdict.gpu();
      table.row(
          Integer.toString(gpu.id()),
          gpu.name(),
          gpu.backend(),
          gpu.arch(),
          Integer.toString(gpu.warpSize()),
          verdict.fit().verdict(),
          reasons(verdict.fit()));
    }
    return table;
  }

  private Table kernels() {
    Table table =
        new Table("HASH", "KERNEL", "BACKEND", "ARCH", "WARP", "VERDICT", "GPUS", "REASON");
    for (Preflight.Kernel kernel : preflight.kernels()) {
      KernelEntry entry = kernel.kernel().entry();
      GpuTarget target = entry.target();
      table.row(
          shortHash(entry.hash()),
          Objects.requireNonNullElse(entry.name(), kernel.kernel().path()),
          target.backend(),
          target.arch(),
          Integer.toString(target.warpSize()),
          kernel.report().some().verdict(),
          ids(kernel.report().matched().stream().map(HostGpu::id).toList()),
          firstReason(kernel.report()));
    }
    return table;
  }

  /** Of the GPUs that decide. Of many GPUs a kernel has many; JSON has all. */
  private static String firstReason(FitReport report) {
    Class<? extends Fit> decides = report.some().getClass();
    List<String> reasons =
        report.verdicts().stream()
            .filter(verdict -> decides.isInstance(verdict.fit()))
            .flatMap(verdict -> verdict.fit().reasons().stream())
            .map(FitReason::text)
            .distinct()
            .toList();
    int more = reasons.size() - 1;
    return reasons.isEmpty() ? "" : reasons.get(0) + (more > 0 ? "; and " + more + " more" : "");
  }

  private static Map<String, ?> json(Preflight.Kernel kernel) {
    KernelEntry entry = kernel.kernel().entry();
    return new GoStruct()
        .put("metadata", kernel.kernel().path())
        .put("hash", entry.hash())
        .put("name", entry.name())
        .put("backend", entry.target().backend())
        .put("arch", entry.target().arch())
        .put("warp_size", entry.target().warpSize())
        .put("ptx_version", entry.ptxVersion())
        .put("verdict", kernel.report().some().verdict())
        .put("gpus", FitJson.verdicts(kernel.report()))
        .fields();
  }

  /** Why, for people: {@code first; second}. */
  static String reasons(Fit fit) {
    return fit.reasons().stream().map(FitReason::text).distinct().collect(Collectors.joining("; "));
  }

  /** As much of a hash as tells kernels apart. */
  static String shortHash(String hash) {
    return hash.length() > SHORT_HASH ? hash.substring(0, SHORT_HASH) : hash;
  }

  private static String ids(List<Integer> ids) {
    return ids.isEmpty()
        ? NONE
        : ids.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }
}
