package io.mcv.testing.conformance;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The two small caches in the vectors, as files by path below the cache folder. */
final class VectorCaches {
  /** The hash of the only kernel. */
  static final String HASH = "6088b9b2e5149e06670bcec5bb3df8c56758f20ec349dd5f77f1507fe7cdf5fa";

  /** Its key folder, the hash in base32. */
  static final String KEY = "MCELTMXFCSPAMZYLZ3C3WPPYYVTVR4QOYNE52X3X6FIH7Z6N6X5A";

  /** The only hash folder of the vLLM cache. */
  static final String VLLM_HASH = "30c2379cba";

  private static final String METADATA =
      "{\"hash\": \"%s\", \"target\": {\"backend\": \"cuda\", \"arch\": 80, \"warp_size\": 32},"
          + " \"num_warps\": 4, \"num_stages\": 3, \"debug\": false, \"ptx_version\": null,"
          + " \"triton_version\": \"3.4.0\", \"name\": \"add\"}";

  private VectorCaches() {}

  /** One kernel for compute capability 8.0. */
  static SortedMap<String, byte[]> triton() {
    SortedMap<String, byte[]> files = new TreeMap<>();
    put(files, KEY + "/add.cubin", "\u007fELF machine code");
    put(files, KEY + "/add.json", METADATA.formatted(HASH));
    put(files, KEY + "/add.ptx", ".version 8.4\n.target sm_80\n");
    put(
        files,
        KEY + "/__grp__add.json",
        "{\"child_paths\": {\"add.cubin\": \".triton/cache/%1$s/add.cubin\", \"add.json\":"
                .formatted(KEY)
            + " \".triton/cache/%1$s/add.json\"}}".formatted(KEY));
    return files;
  }

  /** One hash folder in binary form, for compute capability 8.0. */
  static SortedMap<String, byte[]> vllm() {
    String folder = "torch_compile_cache/" + VLLM_HASH + "/rank_0_0/backbone/";
    SortedMap<String, byte[]> files = new TreeMap<>();
    put(
        files,
        folder + "artifact_compile_range_1_2048_subgraph_0",
        "DeviceProperties(type='cuda', index=0, cc=80, major=8, warp_size=32)");
    put(
        files,
        folder + "cache_key_factors.json",
        "{\"code_hash\": \"c0de\", \"compiler_hash\": \"c03b\", \"config_hash\": \"c0f1\","
            + " \"env\": {\"VLLM_MAIN_CUDA_VERSION\": \"12.9\", \"VLLM_TARGET_DEVICE\":"
            + " \"cuda\"}}");
    put(files, folder + "computation_graph.py", "def forward(self): pass\n");
    put(
        files,
        folder + "vllm_compile_cache.py",
        "{((1, 2048), 0, 'inductor'): ('subgraph_0', 'artifact_compile_range_1_2048')}\n");
    return files;
  }

  /** The sizes of all files added up, as labels tell it. */
  static String bytes(Map<String, byte[]> files) {
    return String.valueOf(files.values().stream().mapToLong(content -> content.length).sum());
  }

  /**
   * The files as entries of a layer, with every folder above them: depth first, the children of a
   * folder sorted by their names.
   *
   * @param top the cache folder, such as {@code io.triton.cache}
   */
  static List<VectorEntry> entries(String top, SortedMap<String, byte[]> files) {
    List<VectorEntry> entries = new ArrayList<>();
    entries.add(VectorEntry.folder(top));
    String last = "";
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      String path = file.getKey();
      for (int end = path.indexOf('/'); end > 0; end = path.indexOf('/', end + 1)) {
        if (!last.startsWith(path.substring(0, end + 1))) {
          entries.add(VectorEntry.folder(top + "/" + path.substring(0, end)));
        }
      }
      entries.add(VectorEntry.file(top + "/" + path, file.getValue()));
      last = path;
    }
    return entries;
  }

  private static void put(Map<String, byte[]> files, String path, String content) {
    files.put(path, content.getBytes(StandardCharsets.UTF_8));
  }
}
