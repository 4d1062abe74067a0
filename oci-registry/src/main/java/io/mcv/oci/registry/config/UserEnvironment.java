package io.mcv.oci.registry.config;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where configuration is looked for: environment variables, the user's home folder, and the root of
 * the file system that holds {@code etc/containers} and the like. An empty variable counts as one
 * that is not set.
 *
 * @param variables the environment variables
 * @param home the user's home folder
 * @param root {@code /}, but for tests
 */
public record UserEnvironment(Map<String, String> variables, Path home, Path root) {

  /** Copies the variables. */
  public UserEnvironment {
    variables = Map.copyOf(variables);
  }

  /** The value of a variable; null where it is empty or not set. */
  public @Nullable String variable(String name) {
    String value = variables.get(name);
    return value == null || value.isEmpty() ? null : value;
  }

  /** A file or folder of the system, such as {@code etc/containers}. */
  public Path system(String relative) {
    return root.resolve(relative);
  }

  /** The folder of the user's configuration: {@code $XDG_CONFIG_HOME}, else {@code ~/.config}. */
  public Path configFolder() {
    String folder = variable("XDG_CONFIG_HOME");
    return folder == null ? home.resolve(".config") : Path.of(folder);
  }

  /** Without the variables: some hold passwords. */
  @Override
  public String toString() {
    return "UserEnvironment[home=" + home + ", root=" + root + "]";
  }
}
