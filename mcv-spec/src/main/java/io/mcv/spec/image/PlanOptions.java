package io.mcv.spec.image;

import io.mcv.spec.DummyKey;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the maker of an image chooses.
 *
 * @param timestamp when the image is said to be made; files get its whole seconds
 * @param title the repository name for the title label, or null to have none
 * @param extraLabels labels that are added, and win
 * @param tritonKey what Triton's {@code triton_key()} gives, for dummy keys
 * @param env the environment that invalidates Triton's cache, for dummy keys
 */
public record PlanOptions(
    Instant timestamp,
    @Nullable String title,
    Map<String, String> extraLabels,
    String tritonKey,
    Map<String, String> env) {
  /** Copies the maps. */
  public PlanOptions {
    extraLabels = Map.copyOf(extraLabels);
    env = Map.copyOf(env);
  }

  /** As on a host without Triton, without title and extra labels. */
  public static PlanOptions of(Instant timestamp) {
    return new PlanOptions(timestamp, null, Map.of(), DummyKey.UNKNOWN_TRITON_KEY, Map.of());
  }

  /** The same with a title. */
  public PlanOptions withTitle(@Nullable String title) {
    return new PlanOptions(timestamp, title, extraLabels, tritonKey, env);
  }

  /** The same with other extra labels. */
  public PlanOptions withExtraLabels(Map<String, String> extraLabels) {
    return new PlanOptions(timestamp, title, extraLabels, tritonKey, env);
  }
}
