package io.mcv.spec.scan;

import io.mcv.oci.model.Printable;
import io.mcv.spec.GpuTarget;
import io.mcv.spec.KernelEntry;
import io.mcv.spec.VllmEntry;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the hash folders of a vLLM cache.
 *
 * <table>
 * <caption>Forms of a hash folder</caption>
 * <tr><td>binary</td><td>{@code torch_compile_cache/HASH/rank_R_D/PREFIX/} with {@code
 *     cache_key_factors.json} and {@code artifact_compile_range_*}</td></tr>
 * <tr><td>triton</td><td>{@code torch_compile_cache/HASH/}, somewhere in it {@code
 *     triton_cache/}</td></tr>
 * <tr><td>ahead of time</td><td>{@code [torch_compile_cache/]torch_aot_compile/HASH/rank_R_D/model}
 *     </td></tr>
 * </table>
 */
final class VllmReader {
  private static final String AOT_FOLDER = "torch_aot_compile";
  private static final String MODEL = "model";
  private static final Pattern RANK = Pattern.compile("rank_\\d+_\\d+");

  private final CacheTree tree;
  private final List<String> warnings;
  private final TritonReader triton;
  private final List<VllmEntry> entries = new ArrayList<>();
  private final SortedSet<GpuTarget> targets = new TreeSet<>();
  private int hashFolders;

  VllmReader(CacheTree tree, List<String> warnings) {
    this.tree = tree;
    this.warnings = warnings;
    this.triton = new TritonReader(tree, warnings);
  }

  /** Whether such a file is found in vLLM caches only. */
  static boolean isMarker(String path) {
    return path.endsWith(MachineTies.COMPILE_CACHE)
        || path.contains("inductor_cache/")
        || path.contains("fxgraph/")
        || path.contains(AOT_FOLDER + "/");
  }

  /** Reads all hash folders; to be called once. */
  void read() throws IOException {
    for (String top : CacheTree.VLLM_FOLDERS) {
      for (String folder : tree.folders(top)) {
        if (CacheTree.name(folder).equals(AOT_FOLDER)) {
          for (String hashFolder : tree.folders(folder)) {
            hashFolder(hashFolder, models(hashFolder));
          }
        } else {
          hashFolder(folder, top.equals(AOT_FOLDER) ? models(folder) : compiled(folder));
        }
      }
    }
  }

  /** What is known about each hash folder that holds something known. */
  List<VllmEntry> entries() {
    return entries;
  }

  SortedSet<GpuTarget> targets() {
    return targets;
  }

  /** How many hash folders there are, known or not. */
  int hashFolders() {
    return hashFolders;
  }

  private void hashFolder(String folder, @Nullable VllmEntry entry) throws IOException {
    hashFolders++;
    if (entry != null && !entry.kernels().isEmpty()) {
      entries.add(entry);
      entry.kernels().forEach(kernel -> targets.add(kernel.target()));
      return;
    }
    if (entry == null) {
      warnings.add(Printable.of(folder) + " holds neither artifacts, kernels nor a model");
    }
    SortedSet<GpuTarget> found = targetsFromText(folder, entry);
    targets.addAll(found);
    if (entry != null) {
      entries.add(entry.withTargets(found));
    }
  }

  private @Nullable VllmEntry compiled(String folder) throws IOException {
    String hash = CacheTree.name(folder);
    List<VllmEntry.Artifacts> artifacts = new ArrayList<>();
    for (String rank : ranks(folder)) {
      for (String prefix : tree.folders(rank)) {
        VllmEntry.Artifacts found = artifacts(rank, prefix);
        if (found != null) {
          artifacts.add(found);
        }
      }
    }
    if (!artifacts.isEmpty()) {
      return new VllmEntry(hash, VllmEntry.BINARY, List.of(), artifacts, List.of(), Set.of());
    }
    List<KernelEntry> kernels =
        triton.kernels(tree.contentsUnder(folder).filter(path -> path.contains("/triton_cache/")));
    return kernels.isEmpty()
        ? null
        : new VllmEntry(hash, VllmEntry.TRITON, kernels, List.of(), List.of(), Set.of());
  }

  private VllmEntry.@Nullable Artifacts artifacts(String rank, String prefix) throws IOException {
    List<String> artifacts =
        tree.children(prefix).stream()
            .filter(path -> CacheTree.name(path).startsWith("artifact_compile_range_"))
            .toList();
    String factorsPath = prefix + "/" + MachineTies.KEY_FACTORS;
    if (artifacts.isEmpty() || !tree.isFile(factorsPath)) {
      return null;
    }
    if (!(tree.json(factorsPath) instanceof Map<?, ?> factors)) {
      throw tree.malformed(factorsPath, "is not a JSON object", null);
    }
    Map<String, @Nullable Object> env = new TreeMap<>();
    if (factors.get("env") instanceof Map<?, ?> map) {
      map.forEach((name, value) -> env.put((String) name, value));
    }
    warnOfSecrets(factorsPath, env);
    return new VllmEntry.Artifacts(
        CacheTree.name(rank),
        CacheTree.name(prefix),
        artifacts.stream().map(CacheTree::name).toList(),
        text(factors.get("code_hash")),
        text(factors.get("config_hash")),
        text(factors.get("compiler_hash")),
        tree.isFolder(artifacts.get(0)) ? "unpacked" : "binary",
        text(env.get("VLLM_TARGET_DEVICE")),
        env);
  }

  /** vLLM records its whole environment, and the image will carry it. */
  private void warnOfSecrets(String path, Map<String, @Nullable Object> env) {
    env.forEach(
        (name, value) -> {
          if (MachineTies.isSecret(name, value)) {
            warnings.add(
                Printable.of(path) + " holds a value of " + Printable.of(name) + "; is it secret?");
          }
        });
  }

  /** Bundled models are files; unbundled ones are folders. */
  private @Nullable VllmEntry models(String folder) {
    List<VllmEntry.Artifacts> bundled = new ArrayList<>();
    List<VllmEntry.Model> models = new ArrayList<>();
    for (String rank : ranks(folder)) {
      String name = CacheTree.name(rank);
      String model = rank + "/" + MODEL;
      if (tree.isFile(model)) {
        bundled.add(
            new VllmEntry.Artifacts(
                name, "", List.of(MODEL), "", "", "", VllmEntry.MEGA_AOT, "", Map.of()));
      } else if (tree.isFolder(model)) {
        long size = tree.contentsUnder(model).mapToLong(tree::size).sum();
        models.add(new VllmEntry.Model(name, MODEL, size));
      }
    }
    if (bundled.isEmpty() && models.isEmpty()) {
      return null;
    }
    String format = bundled.isEmpty() ? VllmEntry.AOT_COMPILE : VllmEntry.BINARY;
    return new VllmEntry(CacheTree.name(folder), format, List.of(), bundled, models, Set.of());
  }

  private List<String> ranks(String folder) {
    return tree.folders(folder).stream()
        .filter(path -> RANK.matcher(CacheTree.name(path)).matches())
        .toList();
  }

  private SortedSet<GpuTarget> targetsFromText(String folder, @Nullable VllmEntry entry)
      throws IOException {
    DeviceSearch search = new DeviceSearch();
    for (String path : (Iterable<String>) tree.contentsUnder(folder)::iterator) {
      try (InputStream in = tree.open(path)) {
        search.search(in);
      }
    }
    List<VllmEntry.Artifacts> artifacts = entry == null ? List.of() : entry.artifacts();
    SortedSet<GpuTarget> found = search.targets();
    if (found.stream().noneMatch(GpuTarget::isArchKnown)) {
      warnings.add(Printable.of(folder) + " does not say which GPU it is for");
    }
    if (found.isEmpty()) {
      String backend =
          artifacts.stream()
              .map(VllmEntry.Artifacts::targetDevice)
              .filter(device -> !device.isEmpty())
              .findFirst()
              .orElse(GpuTarget.UNKNOWN);
      found.add(GpuTarget.of(backend, GpuTarget.UNKNOWN, 0));
    }
    return artifacts.isEmpty() ? found : inBinaryForm(found, artifacts);
  }

  /** Binary caches name the toolkit, and write CUDA architectures as {@code sm_75}. */
  private static SortedSet<GpuTarget> inBinaryForm(
      SortedSet<GpuTarget> found, List<VllmEntry.Artifacts> artifacts) {
    String toolkit =
        artifacts.stream()
            .map(a -> a.env().get("VLLM_MAIN_CUDA_VERSION"))
            .filter(Objects::nonNull)
            .map(VllmReader::text)
            .filter(version -> !version.isEmpty())
            .findFirst()
            .orElse(null);
    SortedSet<GpuTarget> targets = new TreeSet<>();
    for (GpuTarget target : found) {
      boolean cuda = target.backend().equals("cuda");
      targets.add(
          new GpuTarget(
              target.backend(),
              cuda && target.isArchKnown() ? "sm_" + target.arch() : target.arch(),
              target.warpSize(),
              null,
              cuda ? toolkit : null));
    }
    return targets;
  }

  private static String text(@Nullable Object value) {
    return value instanceof String text ? text : "";
  }
}
