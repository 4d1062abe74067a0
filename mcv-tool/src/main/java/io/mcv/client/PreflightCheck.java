package io.mcv.client;

import io.mcv.oci.layer.LayerLimits;
import io.mcv.spec.fit.HostGpu;
import io.mcv.spec.image.CacheSummary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Compares an image with GPUs without extracting it. */
final class PreflightCheck {
  private final ImageInspection inspection;
  private final List<HostGpu> gpus;
  private final List<String> warnings = new ArrayList<>();

  PreflightCheck(ImageInspection inspection, List<HostGpu> gpus) {
    this.inspection = inspection;
    this.gpus = gpus;
  }

  Preflight labels() throws IOException {
    CacheSummary summary = inspection.cache().summary();
    warnings.addAll(summary.warnings());
    return preflight(CacheFitCheck.ofLabels(summary, gpus));
  }

  Preflight kernels(LayerLimits limits) throws IOException {
    CacheSummary summary = inspection.labels().orElse(null);
    if (summary != null) {
      warnings.addAll(summary.warnings());
    }
    CacheEntries entries = inspection.cacheEntries(limits);
    warnings.addAll(entries.warnings());
    CacheFitCheck check = CacheFitCheck.ofLabels(summary, gpus).withEntries(entries, null);
    if (check.entryVerdicts().isEmpty()) {
      warnings.add(
          "the layers hold no metadata of kernels; only labels and manifest were compared");
    }
    String disagreement = check.disagreement();
    if (disagreement != null) {
      warnings.add(disagreement);
    }
    return preflight(check);
  }

  private Preflight preflight(CacheFitCheck check) throws IOException {
    return new Preflight(
        inspection.name(),
        inspection.place(),
        inspection.digest(),
        check.report(),
        check.kernelVerdicts(),
        warnings);
  }
}
