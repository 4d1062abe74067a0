package io.mcv.oci.registry.config;

import io.mcv.oci.model.Printable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the folder with the certificates of a registry. In it are {@code *.crt}, authorities to
 * trust, and {@code NAME.cert} with {@code NAME.key}, a certificate to show.
 *
 * @see <a
 *     href="https://github.com/containers/image/blob/main/docs/containers-certs.d.5.md">containers-certs.d(5)</a>
 */
public final class CertificateFolders {
  private final UserEnvironment environment;
  private final @Nullable Path explicit;

  /**
   * Looks at nothing yet.
   *
   * @param explicit option {@code --cert-dir}, or null; it is for all registries
   */
  public CertificateFolders(UserEnvironment environment, @Nullable Path explicit) {
    this.environment = environment;
    this.explicit = explicit;
  }

  /**
   * The explicit folder, else the first that is there of {@code
   * ~/.config/containers/certs.d/HOST[:PORT]}, {@code /etc/containers/certs.d/HOST[:PORT]} and
   * {@code /etc/docker/certs.d/HOST[:PORT]}.
   *
   * @param host with its port if the name of the image has one
   * @return null if there is none
   * @throws ConfigurationException if the explicit folder is not there
   * @throws IllegalArgumentException if the host would lead out of these folders
   */
  public @Nullable Path find(String host) throws ConfigurationException {
    if (host.isEmpty() || host.indexOf('/') >= 0 || host.startsWith(".")) {
      throw new IllegalArgumentException("\"" + Printable.of(host) + "\" is not a host");
    }
    if (explicit != null) {
      if (!Files.isDirectory(explicit)) {
        throw new ConfigurationException(
            explicit, "is not a folder; --cert-dir names it: correct the path, or leave it out");
      }
      return explicit;
    }
    List<Path> parents =
        List.of(
            environment.configFolder().resolve("containers"),
            environment.system("etc/containers"),
            environment.system("etc/docker"));
    for (Path parent : parents) {
      Path folder = parent.resolve("certs.d").resolve(host);
      if (Files.isDirectory(folder)) {
        return folder;
      }
    }
    return null;
  }
}
