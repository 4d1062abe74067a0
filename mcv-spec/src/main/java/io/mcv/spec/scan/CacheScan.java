package io.mcv.spec.scan;

import io.mcv.spec.CacheFile;
import io.mcv.spec.CacheKind;
import io.mcv.spec.GpuTarget;
import io.mcv.spec.KernelEntry;
import io.mcv.spec.PortabilityFinding;
import io.mcv.spec.VllmEntry;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a cache folder holds.
 *
 * @param kind the kind of cache
 * @param files depth first, the children of a folder sorted by the bytes of their names; paths
 *     relative to the folder, which is not in the list itself
 * @param entries the kernels of a Triton cache, in the order of the files
 * @param vllm the hash folders of a vLLM cache that hold something known, in the order of the files
 * @param targets what the cache was compiled for, as its own files tell it; architecture {@value
 *     GpuTarget#UNKNOWN} where nothing tells it
 * @param entryCount kernels of a Triton cache, hash folders of a vLLM cache
 * @param sizeBytes sizes of all files, folders and symbolic links not counted
 * @param machine what its shared objects run on, in Go's names; {@code amd64} where it has none
 * @param warnings what a person should know, each one line
 * @param portability what ties the cache to the machine it was made on
 */
public record CacheScan(
    CacheKind kind,
    List<CacheFile> files,
    List<KernelEntry> entries,
    List<VllmEntry> vllm,
    SortedSet<GpuTarget> targets,
    int entryCount,
    long sizeBytes,
    String machine,
    List<String> warnings,
    List<PortabilityFinding> portability) {
  /** Copies the collections. */
  public CacheScan {
    files = List.copyOf(files);
    entries = List.copyOf(entries);
    vllm = List.copyOf(vllm);
    targets = Collections.unmodifiableSortedSet(new TreeSet<>(targets));
    warnings = List.copyOf(warnings);
    portability = List.copyOf(portability);
  }
}
