package io.mcv.gpu;

import io.mcv.gpu.model.Fact;
import io.mcv.gpu.model.Gpu;
import io.mcv.gpu.model.GpuReport;
import io.mcv.gpu.model.OneLine;
import io.mcv.gpu.model.Source;
import io.mcv.gpu.model.SourceFacts;
import io.mcv.gpu.model.SourceReport;
import io.mcv.gpu.model.SourceReport.Status;
import io.mcv.gpu.sysfs.SystemSources;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Merges what all sources tell into one report. */
final class GpuMerge {
  /** Variables that decide which devices programs see, and as what. */
  private static final Set<String> VARIABLES =
      Set.of(
          "CUDA_DEVICE_ORDER",
          "CUDA_VISIBLE_DEVICES",
          "GPU_DEVICE_ORDINAL",
          "HIP_VISIBLE_DEVICES",
          "NVIDIA_VISIBLE_DEVICES",
          "ROCR_VISIBLE_DEVICES");

  private static final String OVERRIDE = "HSA_OVERRIDE_GFX_VERSION";

  private final List<SourceFacts> sources;
  private final Map<String, String> environment;

  GpuMerge(List<SourceFacts> sources, Map<String, String> environment) {
    this.sources = List.copyOf(sources);
    this.environment = environment;
  }

  GpuReport report() {
    List<FoundDevice> devices = FoundDevices.in(sources);
    Visibility visibility = new Visibility(devices, sources, environment);
    Map<Source, Map<Fact, String>> host = new EnumMap<>(Source.class);
    sources.forEach(source -> host.put(source.report().source(), source.host()));
    List<Gpu> gpus = new ArrayList<>();
    for (FoundDevice device : devices) {
      gpus.add(
          new MergedGpu(device, host, environment).gpu(gpus.size(), visibility.hiddenBy(device)));
    }
    List<SourceReport> reports = sources.stream().map(SourceFacts::report).toList();
    Set<String> warnings = new LinkedHashSet<>();
    sources.forEach(source -> warn(warnings, source));
    if (gpus.isEmpty() && isWindows(host) && !isAsked(Source.LIBCUDA)) {
      warnings.add(
          "/dev/dxg is there: this Linux runs in Windows, whose GPUs only vendors' libraries name;"
              + " they were not asked");
    }
    warnings.addAll(visibility.warnings());
    return new GpuReport(gpus, reports, variables(), List.copyOf(warnings));
  }

  private static boolean isWindows(Map<Source, Map<Fact, String>> host) {
    String driver = host.getOrDefault(Source.SYSFS, Map.of()).get(Fact.DRIVER);
    return SystemSources.DRIVER_OF_WINDOWS.equals(driver);
  }

  private boolean isAsked(Source library) {
    return sources.stream()
        .map(SourceFacts::report)
        .anyMatch(report -> report.source() == library && report.status() != Status.SKIPPED);
  }

  private static void warn(Set<String> warnings, SourceFacts source) {
    SourceReport report = source.report();
    String message = report.message();
    if (report.source().isLibrary() && message != null && report.status() != Status.SKIPPED) {
      warnings.add(report.source().id() + ": " + message);
    }
    String odd = source.host().get(Fact.WARNING);
    if (odd != null) {
      warnings.add(odd);
    }
  }

  private SortedMap<String, String> variables() {
    SortedMap<String, String> variables = new TreeMap<>();
    environment.forEach(
        (name, value) -> {
          if (VARIABLES.contains(name) || name.startsWith(OVERRIDE)) {
            variables.put(name, OneLine.of(value));
          }
        });
    return variables;
  }
}
