package io.mcv.spec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One hash folder of a vLLM cache.
 *
 * @param hash the name of the folder
 * @param format {@link #TRITON}, {@link #BINARY} or {@link #AOT_COMPILE}
 * @param kernels the Triton kernels of all its ranks, in {@link #TRITON} form
 * @param artifacts what each rank and prefix holds, in {@link #BINARY} form
 * @param models the models of each rank, in {@link #AOT_COMPILE} form
 * @param targets what the text of its files says it was compiled for; empty where they were not
 *     read, or where its kernels tell it
 */
public record VllmEntry(
    String hash,
    String format,
    List<KernelEntry> kernels,
    List<Artifacts> artifacts,
    List<Model> models,
    Set<GpuTarget> targets) {
  /** Format of the older form, with a {@code triton_cache} in each rank. */
  public static final String TRITON = "triton";

  /** Format with artifacts in each prefix of each rank, or with one bundled model per rank. */
  public static final String BINARY = "binary";

  /** Format with unbundled models compiled ahead of time. */
  public static final String AOT_COMPILE = "aot_compile";

  /** The {@link Artifacts#saveFormat} of a bundled model. */
  public static final String MEGA_AOT = "mega-aot";

  /** Copies the lists. */
  public VllmEntry {
    kernels = List.copyOf(kernels);
    artifacts = List.copyOf(artifacts);
    models = List.copyOf(models);
    targets = Collections.unmodifiableSet(new TreeSet<>(targets));
  }

  /** The same hash folder, compiled for these. */
  public VllmEntry withTargets(Set<GpuTarget> compiledFor) {
    return new VllmEntry(hash, format, kernels, artifacts, models, compiledFor);
  }

  /** Whether it was compiled ahead of time, bundled or not. */
  public boolean isAheadOfTime() {
    return format.equals(AOT_COMPILE)
        || artifacts.stream().anyMatch(a -> MEGA_AOT.equals(a.saveFormat()));
  }

  /**
   * The artifacts of one prefix of one rank.
   *
   * @param rank such as {@code rank_0_0}
   * @param prefix such as {@code backbone}; empty for a bundled model
   * @param names the artifacts, sorted
   * @param codeHash from {@code cache_key_factors.json}, or empty
   * @param configHash from {@code cache_key_factors.json}, or empty
   * @param compilerHash from {@code cache_key_factors.json}, or empty
   * @param saveFormat {@code binary}, {@code unpacked} or {@link #MEGA_AOT}
   * @param targetDevice such as {@code cuda}, or empty
   * @param env the environment factors, with JSON values
   */
  public record Artifacts(
      String rank,
      String prefix,
      List<String> names,
      String codeHash,
      String configHash,
      String compilerHash,
      String saveFormat,
      String targetDevice,
      Map<String, @Nullable Object> env) {
    /** Copies names and environment. */
    public Artifacts {
      names = List.copyOf(names);
      env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
    }
  }

  /**
   * A model compiled ahead of time.
   *
   * @param rank such as {@code rank_0_0}
   * @param file its name
   * @param size in bytes
   */
  public record Model(String rank, String file, long size) {}
}
