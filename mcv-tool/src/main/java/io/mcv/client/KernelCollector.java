package io.mcv.client;

import io.mcv.spec.KernelEntry;
import io.mcv.spec.fit.PtxHeader;
import io.mcv.spec.scan.KernelMetadata;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects the kernels of a cache from its files, which may come in any order: their metadata, and
 * the PTX version from the code beside it where the metadata has none.
 */
final class KernelCollector {
  private static final String METADATA = ".json";
  private static final String PTX = ".ptx";
  private static final int MAX_METADATA_BYTES = 4 * 1024 * 1024;
  private static final int MAX_KERNELS = 100_000;

  private final Map<String, KernelEntry> kernels = new LinkedHashMap<>();
  private final Map<String, Long> ptxVersions = new HashMap<>();

  /** Whether a file of this path and size can tell of a kernel. */
  static boolean mayTell(String path, long size) {
    return path.endsWith(PTX) || (KernelMetadata.mayBe(path) && size <= MAX_METADATA_BYTES);
  }

  /** Looks at a file that {@link #mayTell}. One of the same path takes the place of an earlier. */
  void add(String path, InputStream content) throws IOException {
    if (path.endsWith(PTX)) {
      addCode(stem(path, PTX), content.readNBytes(PtxHeader.MAX_BYTES));
    } else {
      addMetadata(stem(path, METADATA), content.readAllBytes());
    }
  }

  private void addCode(String stem, byte[] start) {
    ptxVersions.remove(stem);
    if (ptxVersions.size() < MAX_KERNELS) {
      PtxHeader.parse(start)
          .ifPresent(header -> ptxVersions.put(stem, (long) header.version().number()));
    }
  }

  private void addMetadata(String stem, byte[] json) {
    kernels.remove(stem);
    if (kernels.size() < MAX_KERNELS) {
      KernelMetadata.parse(json).ifPresent(kernel -> kernels.put(stem, kernel));
    }
  }

  /** The kernels, in the order in which their metadata came. */
  List<CacheEntries.Kernel> kernels() {
    List<CacheEntries.Kernel> list = new ArrayList<>();
    kernels.forEach(
        (stem, kernel) -> {
          Long told = kernel.ptxVersion();
          Long version = told == null || told == 0 ? ptxVersions.get(stem) : told;
          list.add(new CacheEntries.Kernel(stem + METADATA, kernel.withPtxVersion(version)));
        });
    return list;
  }

  private static String stem(String path, String extension) {
    return path.substring(0, path.length() - extension.length());
  }
}
