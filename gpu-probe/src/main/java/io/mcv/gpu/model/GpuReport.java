package io.mcv.gpu.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The GPUs of a host, and what is known of them from where.
 *
 * @param gpus in the order of PCI addresses and partitions; those without an address come last
 * @param sources how asking each source went, in the order of {@link Source}
 * @param environment the variables that decide what programs see, those that are set
 * @param warnings what is odd about the host, each one line
 */
public record GpuReport(
    List<Gpu> gpus,
    List<SourceReport> sources,
    SortedMap<String, String> environment,
    List<String> warnings) {
  /** Copies all. */
  public GpuReport {
    gpus = List.copyOf(gpus);
    sources = List.copyOf(sources);
    environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
    warnings = List.copyOf(warnings);
  }

  /** The GPUs that processes here can use. */
  public List<Gpu> visible() {
    return gpus.stream().filter(Gpu::visible).toList();
  }

  /** The GPUs by product and driver, in the order of their first. */
  public List<Group> fleet() {
    Map<List<String>, List<Integer>> groups = new LinkedHashMap<>();
    for (Gpu gpu : gpus) {
      Gpu.Driver driver = gpu.driver();
      String version = driver == null || driver.version() == null ? "" : driver.version();
      groups.computeIfAbsent(List.of(gpu.name(), version), key -> new ArrayList<>()).add(gpu.id());
    }
    List<Group> fleet = new ArrayList<>();
    groups.forEach((key, ids) -> fleet.add(new Group(key.get(0), key.get(1), ids)));
    return fleet;
  }

  /**
   * GPUs of one product under one driver.
   *
   * @param gpuType what the product is called
   * @param driverVersion empty if it is not known
   * @param ids the {@link Gpu#id}s, ascending
   */
  public record Group(String gpuType, String driverVersion, List<Integer> ids) {
    /** Copies the ids. */
    public Group {
      ids = List.copyOf(ids);
    }
  }
}
