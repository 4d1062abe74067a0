package io.mcv.oci.registry.auth;

import io.mcv.oci.registry.config.ConfigurationException;
import io.mcv.oci.registry.config.UserEnvironment;
import java.io.IOException;

/**
 * Finds the credentials of a user for a registry, where skopeo, podman and docker keep them.
 *
 * <ol>
 *   <li>what the command line gives
 *   <li>one file alone: that of the command line, else that of {@code REGISTRY_AUTH_FILE}
 *   <li>{@code $XDG_RUNTIME_DIR/containers/auth.json}; without that variable {@code
 *       /run/containers/UID/auth.json}
 *   <li>{@code containers/auth.json} in the user's folder of configuration
 *   <li>{@code $DOCKER_CONFIG/config.json}, by default in {@code ~/.docker}
 *   <li>{@code ~/.dockercfg}
 * </ol>
 *
 * <p>In a file the helper of the registry comes first, then the entry with the longest path, then
 * the helper of all registries. Every look-up reads anew. Safe for use by several threads.
 *
 * @see <a
 *     href="https://github.com/containers/image/blob/main/docs/containers-auth.json.5.md">containers-auth.json(5)</a>
 */
public final class Credentials {
  private final UserEnvironment environment;
  private final CredentialOptions options;

  /** A look-up with the places of an environment. */
  public Credentials(UserEnvironment environment, CredentialOptions options) {
    this.environment = environment;
    this.options = options;
  }

  /**
   * The credential for a registry or repository; {@link Credential.Anonymous} if there is none.
   *
   * @throws ConfigurationException if a file cannot be read, or one that was asked for is missing
   * @throws CredentialHelperException if a helper is missing or fails
   * @throws IOException if a helper cannot be run
   */
  public FoundCredential find(RegistryKey registry) throws IOException {
    return new CredentialSearch(environment, options, registry).run();
  }

  /** The same look-up, step by step, for people. It runs helpers as the look-up does. */
  public Explanation explain(RegistryKey registry) {
    CredentialSearch search = new CredentialSearch(environment, options, registry);
    String verdict;
    try {
      FoundCredential found = search.run();
      verdict = found.credential() + ": " + found.source();
    } catch (IOException e) {
      verdict = "the look-up fails: " + e.getMessage();
    }
    return new Explanation(registry, search.steps(), verdict);
  }
}
