package io.mcv.oci.registry;

import io.mcv.oci.reference.ImageName;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names of Docker Hub, which is the registry of names that name none.
 *
 * <table>
 * <caption>What is special</caption>
 * <tr><td>{@code alpine}, {@code docker.io/alpine}</td><td>{@code docker.io/library/alpine}</td></tr>
 * <tr><td>{@code index.docker.io}</td><td>{@code docker.io}</td></tr>
 * <tr><td>where it answers</td><td>{@code registry-1.docker.io}</td></tr>
 * </table>
 */
final class DockerHub {
  static final String NAME = "docker.io";

  private static final String API_HOST = "registry-1.docker.io";
  private static final Set<String> OTHER_NAMES = Set.of("index.docker.io", API_HOST);

  private DockerHub() {}

  /** The same image with its registry and its whole path. */
  static ImageName normalized(ImageName name) {
    String domain = registry(name.domain());
    return new ImageName(domain, name.path(), name.tag(), name.digest()).normalized();
  }

  /** The registry of a domain, or of none. */
  static String registry(@Nullable String domain) {
    return domain == null || OTHER_NAMES.contains(domain) ? NAME : domain;
  }

  /** The host and port where a registry answers. */
  static String apiHost(String registry) {
    return registry.equals(NAME) ? API_HOST : registry;
  }
}
