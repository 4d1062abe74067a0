package io.mcv.cli;

import io.mcv.client.CacheEntries;
import io.mcv.client.CacheFitCheck;
import io.mcv.client.Preflight;
import io.mcv.client.gpu.GpuHost;
import io.mcv.gpu.model.GpuReport;
import io.mcv.oci.json.GoStruct;
import io.mcv.spec.fit.Fit;
import io.mcv.spec.fit.FitReport;
import io.mcv.spec.image.CacheSummary;
import org.jspecify.annotations.Nullable;

/** What {@code inspect --cache} says of how a cache fits a host. */
final class HostFit {
  private final GpuReport host;
  private final CacheFitCheck check;

  /**
   * Of one image.
   *
   * @param labels what its labels tell; null where it has none
   * @param entries what its layers hold; null where they were not read
   */
  HostFit(GpuReport host, @Nullable CacheSummary labels, @Nullable CacheEntries entries) {
    this.host = host;
    CacheFitCheck byLabels = CacheFitCheck.ofLabels(labels, GpuHost.visible(host));
    this.check = entries == null ? byLabels : byLabels.withEntries(entries, null);
  }

  /** The cache as a whole, for people. */
  String text() {
    if (host.gpus().isEmpty()) {
      return "no GPU here";
    }
    Fit fit = check.report().some();
    String reasons = CompatReport.reasons(fit);
    return fit.verdict() + (reasons.isEmpty() ? "" : ": " + reasons);
  }

  /** The same as JSON; null where the host has no GPU. */
  @Nullable GoStruct json() {
    if (host.gpus().isEmpty()) {
      return null;
    }
    FitReport report = check.report();
    FitJson json = new FitJson(host);
    return json.putVerdict(new GoStruct(), report.some(), report).put("gpus", json.gpus(report));
  }

  /** The verdict on a kernel, by its place in the layers; null where the host has no GPU. */
  @Nullable String verdict(int kernel) {
    Preflight.Kernel compared = check.kernelVerdicts().get(kernel);
    return host.gpus().isEmpty() ? null : compared.report().some().verdict();
  }
}
