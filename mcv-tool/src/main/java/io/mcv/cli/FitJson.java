package io.mcv.cli;

import io.mcv.gpu.model.Gpu;
import io.mcv.gpu.model.GpuReport;
import io.mcv.oci.json.GoStruct;
import io.mcv.spec.fit.Fit;
import io.mcv.spec.fit.FitReport;
import io.mcv.spec.fit.GpuVerdict;
import io.mcv.spec.fit.HostGpu;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Verdicts on the GPUs of a host as JSON. */
final class FitJson {
  private final Map<Integer, String> uuids = new HashMap<>();

  /** Of a host whose GPUs the verdicts are on. */
  FitJson(GpuReport host) {
    for (Gpu gpu : host.gpus()) {
      if (gpu.uuid() != null) {
        uuids.put(gpu.id(), gpu.uuid());
      }
    }
  }

  /** Puts the verdict on all GPUs, and which of them match. */
  GoStruct putVerdict(GoStruct json, Fit fit, FitReport report) {
    return json.put("verdict", fit.verdict())
        .put("matched", ids(report.matched()))
        .put("unmatched", ids(report.unmatched()))
        .put("unknown", ids(report.unknown()));
  }

  /** Each GPU with its verdict. */
  List<?> gpus(FitReport report) {
    return report.verdicts().stream().map(this::gpu).toList();
  }

  /** The ids of the GPUs with their verdicts alone, for lists of many kernels. */
  static List<?> verdicts(FitReport report) {
    return report.verdicts().stream()
        .map(
            verdict ->
                putFit(new GoStruct().put("id", verdict.gpu().id()), verdict.fit()).written())
        .toList();
  }

  private Map<String, ?> gpu(GpuVerdict verdict) {
    HostGpu gpu = verdict.gpu();
    GoStruct json =
        new GoStruct()
            .put("id", gpu.id())
            .put("name", gpu.name())
            .putUnlessEmpty("uuid", uuids.get(gpu.id()))
            .put("backend", gpu.backend())
            .put("arch", gpu.arch());
    return putFit(json, verdict.fit()).written();
  }

  private static GoStruct putFit(GoStruct json, Fit fit) {
    return json.put("verdict", fit.verdict())
        .put(
            "reasons",
            fit.reasons().stream()
                .map(
                    reason ->
                        new GoStruct()
                            .put("dimension", reason.dimension().id())
                            .put("text", reason.text())
                            .fields())
                .toList());
  }

  private static List<Integer> ids(List<HostGpu> gpus) {
    return gpus.stream().map(HostGpu::id).toList();
  }
}
