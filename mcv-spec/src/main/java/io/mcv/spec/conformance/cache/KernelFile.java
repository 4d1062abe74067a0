package io.mcv.spec.conformance.cache;

import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonException;
import io.mcv.spec.KernelEntry;
import io.mcv.spec.scan.KernelMetadata;
import io.mcv.spec.scan.MachineTies;
import org.jspecify.annotations.Nullable;

/**
 * A file of the cache that can be the metadata of a kernel.
 *
 * @param file that was read
 * @param kernel it tells of; null where it tells of none
 * @param syntaxError why it is no JSON; null where it is
 * @param library that it names by an absolute path, or null
 */
record KernelFile(
    CachedFile file,
    @Nullable KernelEntry kernel,
    @Nullable String syntaxError,
    @Nullable String library) {

  static KernelFile of(CachedFile file, byte[] content) {
    try {
      Object json = Json.parse(content);
      return new KernelFile(
          file,
          KernelMetadata.of(json).orElse(null),
          null,
          MachineTies.absoluteLibrary(json).orElse(null));
    } catch (JsonException e) {
      return new KernelFile(file, null, e.getMessage(), null);
    }
  }
}
