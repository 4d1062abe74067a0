package io.mcv.client;

import io.mcv.oci.registry.config.UserEnvironment;
import io.mcv.spec.CacheKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What defaults depend on: environment variables, the home folder, and the configuration of the
 * system. An empty variable counts as one that is not set.
 *
 * @param variables the environment variables
 * @param home the user's home folder, for where {@code HOME} is not among them
 * @param root the root of the file system that holds {@code etc/containers} and the like
 */
public record HostEnvironment(Map<String, String> variables, Path home, Path root) {
  private static final Path SYSTEM_ROOT = Path.of("/");

  /** Copies the variables. */
  public HostEnvironment {
    variables = Map.copyOf(variables);
  }

  /** These variables and this home folder on this system. */
  public HostEnvironment(Map<String, String> variables, Path home) {
    this(variables, home, SYSTEM_ROOT);
  }

  /** The environment of this process. */
  public static HostEnvironment ofProcess() {
    Map<String, String> variables = System.getenv();
    String home = variables.getOrDefault("HOME", "");
    return new HostEnvironment(
        variables, Path.of(home.isEmpty() ? System.getProperty("user.home") : home));
  }

  /** The value of a variable; null where it is empty or not set. */
  public @Nullable String variable(String name) {
    String value = variables.get(name);
    return value == null || value.isEmpty() ? null : value;
  }

  /**
   * The vault: an OCI layout that holds the images of bare names. {@code $MCV_VAULT}, else {@code
   * $XDG_DATA_HOME/mcv/vault}, else {@code ~/.local/share/mcv/vault}.
   */
  public Path vault() {
    String vault = variable("MCV_VAULT");
    if (vault != null) {
      return Path.of(vault);
    }
    return folder("XDG_DATA_HOME", home.resolve(".local/share")).resolve("mcv/vault");
  }

  /**
   * Where Triton or vLLM of this user looks for its cache.
   *
   * <ul>
   *   <li>Triton: {@code $TRITON_CACHE_DIR}, else {@code $TRITON_HOME/.triton/cache}, else {@code
   *       ~/.triton/cache}
   *   <li>vLLM: {@code $VLLM_CACHE_ROOT}, else {@code $XDG_CACHE_HOME/vllm}, else {@code
   *       ~/.cache/vllm}
   * </ul>
   */
  public Path cacheFolder(CacheKind kind) {
    return switch (kind) {
      case TRITON ->
          folder("TRITON_CACHE_DIR", folder("TRITON_HOME", home).resolve(".triton/cache"));
      case VLLM ->
          folder(
              "VLLM_CACHE_ROOT", folder("XDG_CACHE_HOME", home.resolve(".cache")).resolve("vllm"));
    };
  }

  /**
   * Where the signature policy of container tools is, the user's before the system's: {@code
   * containers/policy.json} in {@code $XDG_CONFIG_HOME}, else {@code ~/.config}, and in {@code
   * /etc}.
   */
  public List<Path> signaturePolicies() {
    UserEnvironment user = forRegistries();
    return List.of(
        user.configFolder().resolve("containers/policy.json"),
        user.system("etc/containers/policy.json"));
  }

  UserEnvironment forRegistries() {
    return new UserEnvironment(variables, home, root);
  }

  private Path folder(String variable, Path otherwise) {
    String value = variable(variable);
    return value == null ? otherwise : Path.of(value);
  }
}
