package io.mcv.gpu;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * How a host is probed.
 *
 * @param root folder that holds {@code sys}, {@code proc} and {@code dev}: {@code /}, or a copy of
 *     another host's
 * @param libraries whether the vendors' libraries may be asked; they tell about this host alone
 * @param environment variables that decide what is visible and where libraries are
 * @param deadline for all libraries together
 */
public record ProbeOptions(
    Path root, boolean libraries, Map<String, String> environment, Duration deadline) {
  /** How long libraries may take if nobody says otherwise. */
  public static final Duration DEFAULT_DEADLINE = Duration.ofSeconds(10);

  /** Copies the environment. */
  public ProbeOptions {
    environment = Map.copyOf(environment);
  }

  /** This host, its libraries too. */
  public static ProbeOptions ofHost(Map<String, String> environment) {
    return new ProbeOptions(Path.of("/"), true, environment, DEFAULT_DEADLINE);
  }

  /** A copy of another host's files. No variable of this process tells anything about it. */
  public static ProbeOptions ofCopy(Path root) {
    return new ProbeOptions(root, false, Map.of(), DEFAULT_DEADLINE);
  }

  /** The same with this deadline. */
  public ProbeOptions withDeadline(Duration newDeadline) {
    return new ProbeOptions(root, libraries, environment, newDeadline);
  }
}
