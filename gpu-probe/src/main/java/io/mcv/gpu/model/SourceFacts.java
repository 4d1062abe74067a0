package io.mcv.gpu.model;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * All that one source tells.
 *
 * @param report how asking it went
 * @param host facts about the host, such as {@link Fact#CUDA_DRIVER}
 * @param devices facts about devices; those that a library lists are visible to processes here
 */
public record SourceFacts(SourceReport report, Map<Fact, String> host, List<DeviceFacts> devices) {
  /** Copies host facts and devices. */
  public SourceFacts {
    Map<Fact, String> copy = new EnumMap<>(Fact.class);
    copy.putAll(host);
    host = Collections.unmodifiableMap(copy);
    devices = List.copyOf(devices);
  }

  /** A source that tells nothing. */
  public static SourceFacts none(SourceReport report) {
    return new SourceFacts(report, Map.of(), List.of());
  }
}
