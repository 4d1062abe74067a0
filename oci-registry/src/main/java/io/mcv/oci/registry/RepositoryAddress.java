package io.mcv.oci.registry;

import io.mcv.oci.reference.ImageName;
import io.mcv.oci.reference.RepositoryName;
import io.mcv.oci.registry.auth.Scope;
import java.net.URI;
import java.util.Objects;
import java.util.Set;

/**
 * A repository in a registry.
 *
 * @param registry host and port by which users call the registry, such as {@code docker.io}
 * @param path the repository within it
 */
record RepositoryAddress(String registry, RepositoryName path) {

  /** That of a name; it says which registry. */
  static RepositoryAddress of(ImageName name) {
    return new RepositoryAddress(Objects.requireNonNull(name.domain()), name.path());
  }

  /** The place of something of this repository, such as {@code tags/list}. */
  URI resolve(URI base, String rest) {
    return base.resolve(path + "/" + rest);
  }

  Set<Scope> pull() {
    return Set.of(Scope.repository(path.value(), "pull"));
  }

  Set<Scope> push() {
    return Set.of(Scope.repository(path.value(), "pull", "push"));
  }

  Set<Scope> delete() {
    return Set.of(Scope.repository(path.value(), "delete", "pull"));
  }

  @Override
  public String toString() {
    return registry + "/" + path;
  }
}
