package io.mcv.client;

import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.spec.CacheKind;
import io.mcv.spec.GpuTarget;
import io.mcv.spec.PortabilityFinding;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was created.
 *
 * @param image the reference
 * @param manifest descriptor of the manifest
 * @param config descriptor of the configuration
 * @param layers lowest first
 * @param kind what kind of cache it is
 * @param entryCount kernels of a Triton cache, hash folders of vLLM's
 * @param cacheSize bytes of the cache's files
 * @param targets the GPUs it was compiled for
 * @param labels all labels of the image
 * @param portability what ties the cache to the host it comes from
 * @param warnings what the user should know, one sentence each
 */
public record CreateResult(
    String image,
    Descriptor manifest,
    Descriptor config,
    List<Layer> layers,
    CacheKind kind,
    int entryCount,
    long cacheSize,
    List<GpuTarget> targets,
    Map<String, String> labels,
    List<PortabilityFinding> portability,
    List<String> warnings) {

  /**
   * One layer.
   *
   * @param blob as stored
   * @param diffId digest of the plain tar
   * @param tarSize bytes of the plain tar
   */
  public record Layer(Descriptor blob, Digest diffId, long tarSize) {}

  /** Copies what is mutable. */
  public CreateResult {
    layers = List.copyOf(layers);
    targets = List.copyOf(targets);
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    portability = List.copyOf(portability);
    warnings = List.copyOf(warnings);
  }
}
