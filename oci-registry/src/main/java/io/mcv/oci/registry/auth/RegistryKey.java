package io.mcv.oci.registry.auth;

import io.mcv.oci.reference.ImageName;
import io.mcv.oci.reference.ReferenceSyntaxException;
import io.mcv.oci.reference.RepositoryName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What credentials are looked up and stored for: a registry, or a repository or namespace in it.
 *
 * <p>The names of Docker Hub, {@code docker.io}, {@code index.docker.io} and {@code
 * registry-1.docker.io}, are one host: {@code docker.io}.
 *
 * @param host with its port where it has one, in lower case
 * @param path repository or namespace, or null for the whole registry
 */
public record RegistryKey(String host, @Nullable RepositoryName path) {
  private static final String DOCKER_HUB = "docker.io";
  private static final String DOCKER_HUB_ADDRESS = "https://index.docker.io/v1/";
  private static final Set<String> DOCKER_HUB_HOSTS =
      Set.of(DOCKER_HUB, "index.docker.io", "registry-1.docker.io");

  private static final Pattern HOST =
      Pattern.compile("(?:[a-z0-9_.-]+|\\[[a-f0-9:.]+])(?::[0-9]{1,5})?");

  /**
   * Makes the host lower case, and one of the names of Docker Hub.
   *
   * @throws ReferenceSyntaxException if it is not a host
   */
  public RegistryKey {
    host = canonicalHost(host);
    if (!HOST.matcher(host).matches()) {
      String shown = host.substring(host.lastIndexOf('@') + 1); // not a password of a URL
      throw new ReferenceSyntaxException(
          shown, "is not a host with an optional port", "localhost:5000");
    }
  }

  /** The repository of an image; without a host it is one of Docker Hub. */
  public static RegistryKey of(ImageName name) {
    String host = name.domain() == null ? DOCKER_HUB : name.domain();
    RegistryKey key = new RegistryKey(host, name.path());
    boolean official = key.isDockerHub() && name.path().value().indexOf('/') < 0;
    return official ? new RegistryKey(key.host, new RepositoryName("library/" + name.path())) : key;
  }

  /**
   * Reads what a user logs in to: {@code host[:port][/path]}, or the address of a registry.
   *
   * @throws ReferenceSyntaxException if it is neither
   */
  public static RegistryKey parse(String text) {
    String key = canonical(text);
    int slash = key.indexOf('/');
    return slash < 0
        ? new RegistryKey(key, null)
        : new RegistryKey(key.substring(0, slash), new RepositoryName(key.substring(slash + 1)));
  }

  /** Keys under which a file may have the credentials: the longest path first, the host last. */
  public List<String> candidates() {
    List<String> keys = new ArrayList<>();
    String key = toString();
    for (int end = key.length(); end > 0; end = key.lastIndexOf('/', end - 1)) {
      keys.add(key.substring(0, end));
    }
    return keys;
  }

  /** The address by which credential helpers know the registry. */
  String helperAddress() {
    return isDockerHub() ? DOCKER_HUB_ADDRESS : host;
  }

  /**
   * The key of a file as {@link #candidates} would have it. Of a URL only the host counts, as for
   * docker and podman; otherwise {@code /v1/}, {@code /v2/} and a slash at the end do not.
   */
  static String canonical(String fileKey) {
    String key = withoutScheme(fileKey);
    if (!key.equals(fileKey)) {
      int slash = key.indexOf('/');
      return canonicalHost(slash < 0 ? key : key.substring(0, slash));
    }
    if (key.endsWith("/v1/") || key.endsWith("/v2/")) {
      key = key.substring(0, key.length() - "/v1/".length());
    } else if (key.endsWith("/")) {
      key = key.substring(0, key.length() - 1);
    }
    int slash = key.indexOf('/');
    return slash < 0
        ? canonicalHost(key)
        : canonicalHost(key.substring(0, slash)) + key.substring(slash);
  }

  private static String withoutScheme(String key) {
    String lower = key.toLowerCase(Locale.ROOT);
    for (String scheme : List.of("https://", "http://")) {
      if (lower.startsWith(scheme)) {
        return key.substring(scheme.length());
      }
    }
    return key;
  }

  private static String canonicalHost(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return DOCKER_HUB_HOSTS.contains(lower) ? DOCKER_HUB : lower;
  }

  private boolean isDockerHub() {
    return host.equals(DOCKER_HUB);
  }

  /** Written out: what the compiler makes for records is slow to start. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RegistryKey that
        && host.equals(that.host)
        && Objects.equals(path, that.path);
  }

  @Override
  public int hashCode() {
    return host.hashCode() * 31 + Objects.hashCode(path);
  }

  /** Host and path, as files have it. */
  @Override
  public String toString() {
    return path == null ? host : host + "/" + path;
  }
}
