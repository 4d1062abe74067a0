package io.mcv.spec.image;

import io.mcv.spec.CacheKind;
import io.mcv.spec.GpuTarget;
import io.mcv.spec.KernelEntry;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the labels of an image tell about the cache in it.
 *
 * @param kind the kind of cache; Triton where labels of both kinds stand side by side
 * @param generation which tools write such labels
 * @param entryCount kernels or hash folders, or null
 * @param sizeBytes sizes of all files, or null; images of May and June 2025 hold slightly less
 * @param targets what the cache was compiled for, architectures as the label writes them
 * @param formats the forms in a vLLM cache, such as {@code binary}
 * @param kserve the labels for KServe, sorted
 * @param kernels the entries that the oldest generation has in a label, otherwise empty
 * @param warnings what is odd about the labels, each one line
 */
public record CacheSummary(
    CacheKind kind,
    Generation generation,
    @Nullable Long entryCount,
    @Nullable Long sizeBytes,
    SortedSet<GpuTarget> targets,
    List<String> formats,
    Map<String, String> kserve,
    List<KernelEntry> kernels,
    List<String> warnings) {
  /** Copies the collections. */
  public CacheSummary {
    targets = Collections.unmodifiableSortedSet(new TreeSet<>(targets));
    formats = List.copyOf(formats);
    kserve = Collections.unmodifiableMap(new TreeMap<>(kserve));
    kernels = List.copyOf(kernels);
    warnings = List.copyOf(warnings);
  }

  /** The generations that labels can tell apart. */
  public enum Generation {
    /** Entries in label {@code metadata}: cargohold, and tcv until May 2025. */
    METADATA,
    /** Label {@code summary}, the only one for Triton since May 2025: tcv, mcv. */
    SUMMARY,
    /** A count and a size alone: vLLM caches of mcv, July and August 2025. */
    PLACEHOLDER,
    /** Label {@code format}: mcv since March 2026. */
    FORMAT,
    /** Labels for KServe: mcv since August 2026. */
    KSERVE,
    /** Labels for several mounts: mcv to come. */
    MOUNTS
  }
}
