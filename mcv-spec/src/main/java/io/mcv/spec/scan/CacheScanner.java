package io.mcv.spec.scan;

import io.mcv.oci.model.Printable;
import io.mcv.spec.CacheException;
import io.mcv.spec.CacheException.Reason;
import io.mcv.spec.CacheFile;
import io.mcv.spec.CacheKind;
import io.mcv.spec.GpuTarget;
import io.mcv.spec.KernelEntry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds out what a cache folder holds.
 *
 * <p>A folder is a vLLM cache if it has a {@code torch_compile_cache} or {@code torch_aot_compile}
 * with files that vLLM writes; otherwise a Triton cache if it has files that Triton writes and the
 * metadata of a kernel.
 */
public final class CacheScanner {
  private static final String DEFAULT_MACHINE = "amd64";

  private final Path root;
  private final List<String> warnings = new ArrayList<>();
  private final List<CacheFile> files;
  private final CacheTree tree;

  private CacheScanner(Path root, ScanOptions options) throws CacheException {
    this.root = root;
    this.files = new FolderWalk(root, options, warnings).files();
    this.tree = new CacheTree(files);
  }

  /**
   * Scans a folder, which may be a symbolic link to one.
   *
   * @throws CacheException if it is no cache, or one that cannot be packed completely
   */
  public static CacheScan scan(Path folder, ScanOptions options) throws IOException {
    if (!Files.exists(folder)) {
      throw new CacheException(Reason.MISSING, folder.toString(), "does not exist; check the path");
    }
    if (!Files.isDirectory(folder)) {
      throw new CacheException(
          Reason.NOT_A_FOLDER, folder.toString(), "is not a folder; give the cache folder");
    }
    return new CacheScanner(folder.toRealPath(), options).scan();
  }

  private CacheScan scan() throws IOException {
    if (tree.contents().findAny().isEmpty()) {
      throw new CacheException(
          Reason.EMPTY, root.toString(), "holds no files; give the folder of a warm cache");
    }
    if (tree.contents().anyMatch(VllmReader::isMarker)) {
      VllmReader vllm = new VllmReader(tree, warnings);
      vllm.read();
      if (vllm.hashFolders() > 0) {
        return vllm(vllm);
      }
      throw new CacheException(
          Reason.NOT_A_CACHE,
          root.toString(),
          "has files of vLLM, but no torch_compile_cache with them; give the folder that holds it");
    }
    List<KernelEntry> kernels =
        tree.contents().anyMatch(TritonReader::isMarker)
            ? new TritonReader(tree, warnings).kernels(tree.contents())
            : List.of();
    if (kernels.isEmpty()) {
      throw new CacheException(
          Reason.NOT_A_CACHE,
          root.toString(),
          "is not a Triton or vLLM cache; give a folder such as ~/.triton/cache or ~/.cache/vllm");
    }
    return triton(kernels);
  }

  private CacheScan triton(List<KernelEntry> kernels) throws IOException {
    SortedSet<GpuTarget> targets = new TreeSet<>();
    kernels.forEach(kernel -> targets.add(kernel.target()));
    return new CacheScan(
        CacheKind.TRITON,
        files,
        kernels,
        List.of(),
        targets,
        kernels.size(),
        size(),
        machine(),
        warnings,
        new PortabilityCheck(tree).findings());
  }

  private CacheScan vllm(VllmReader vllm) throws IOException {
    return new CacheScan(
        CacheKind.VLLM,
        files,
        List.of(),
        vllm.entries(),
        vllm.targets(),
        vllm.hashFolders(),
        size(),
        machine(),
        warnings,
        new PortabilityCheck(tree).findings());
  }

  private long size() {
    return tree.contents().mapToLong(tree::size).sum();
  }

  private String machine() throws IOException {
    TreeMap<String, String> firstOf = new TreeMap<>();
    String first = DEFAULT_MACHINE;
    for (String path : (Iterable<String>) tree.contents()::iterator) {
      if (path.endsWith(".so")) {
        try (InputStream in = tree.open(path)) {
          String machine = ElfMachine.of(in).orElse(null);
          if (machine != null) {
            first = firstOf.isEmpty() ? machine : first;
            firstOf.putIfAbsent(machine, path);
          }
        }
      }
    }
    if (firstOf.size() > 1) {
      warnings.add(
          "the shared objects are for different machines, "
              + Printable.of(firstOf.toString())
              + "; the image says "
              + first);
    }
    return first;
  }
}
