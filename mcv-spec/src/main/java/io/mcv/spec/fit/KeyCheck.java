package io.mcv.spec.fit;

import io.mcv.spec.DummyKey;
import io.mcv.spec.KernelEntry;
import java.util.Map;

/**
 * Compares the dummy keys of kernels with those of a host's Triton and environment.
 *
 * @param tritonKey what {@code triton_key()} gives on the host
 * @param environment what {@code get_cache_invalidating_env_vars()} gives there
 */
public record KeyCheck(String tritonKey, Map<String, String> environment) {
  /** Copies the environment. */
  public KeyCheck {
    environment = Map.copyOf(environment);
  }

  /** With an environment that invalidates nothing. */
  public static KeyCheck of(String tritonKey) {
    return new KeyCheck(tritonKey, Map.of());
  }

  /** What became of a comparison. */
  public enum Outcome {
    /** The keys are equal, or nobody asked. */
    SAME,
    /** They differ. */
    OTHER,
    /** The kernel has none. */
    NOT_TOLD
  }

  /**
   * Compares the key of one kernel. The tools wrote it in three dialects, and before the PTX
   * version was read from the code, so each of those is good.
   */
  public Outcome check(KernelEntry kernel) {
    String told = kernel.dummyKey();
    if (told == null || told.isEmpty()) {
      return Outcome.NOT_TOLD;
    }
    KernelEntry withoutPtx = kernel.withPtxVersion(null);
    for (DummyKey.Dialect dialect : DummyKey.Dialect.values()) {
      DummyKey keys = new DummyKey(dialect, tritonKey, environment);
      if (told.equals(keys.of(kernel)) || told.equals(keys.of(withoutPtx))) {
        return Outcome.SAME;
      }
    }
    return Outcome.OTHER;
  }
}
