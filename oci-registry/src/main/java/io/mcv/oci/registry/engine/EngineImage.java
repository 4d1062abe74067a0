package io.mcv.oci.registry.engine;

import java.util.List;

/**
 * An image that an engine holds.
 *
 * @param id the digest of its configuration, as the engine writes it: {@code sha256:HEX} or {@code
 *     HEX}
 * @param names its names with their tags, as the engine writes them; may be empty
 */
public record EngineImage(String id, List<String> names) {
  /** Copies the names. */
  public EngineImage {
    names = List.copyOf(names);
  }
}
