package io.mcv.oci.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How a container of the image is run. Texts, lists and sets are empty where they are absent; of
 * {@code env} and {@code labels} a report shows the difference, so these may be null.
 *
 * @param user name or number, with a group after a colon
 * @param exposedPorts for example {@code 80/tcp}, sorted
 * @param env {@code NAME=value}, or null
 * @param entrypoint the command and its first arguments
 * @param cmd further arguments, or the command where there is no entrypoint
 * @param volumes paths, sorted
 * @param workingDir path
 * @param labels sorted by key, or null
 * @param stopSignal for example {@code SIGTERM}
 * @param argsEscaped whether the command line is one text on Windows; since image-spec 1.1
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.0/config.md">config.md</a>
 */
public record ContainerConfig(
    String user,
    Set<String> exposedPorts,
    @Nullable List<String> env,
    List<String> entrypoint,
    List<String> cmd,
    Set<String> volumes,
    String workingDir,
    @Nullable Map<String, String> labels,
    String stopSignal,
    boolean argsEscaped) {
  /** Nothing is said. */
  public static final ContainerConfig EMPTY = ofLabels(null);

  /** Copies what is mutable. */
  public ContainerConfig {
    exposedPorts = Collections.unmodifiableSet(new TreeSet<>(exposedPorts));
    env = env == null ? null : List.copyOf(env);
    entrypoint = List.copyOf(entrypoint);
    cmd = List.copyOf(cmd);
    volumes = Collections.unmodifiableSet(new TreeSet<>(volumes));
    labels = Annotations.sorted(labels);
  }

  /** Labels alone. */
  public static ContainerConfig ofLabels(@Nullable Map<String, String> labels) {
    return new ContainerConfig(
        "", Set.of(), null, List.of(), List.of(), Set.of(), "", labels, "", false);
  }
}
