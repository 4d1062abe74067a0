package io.mcv.oci.registry.auth;

import org.jspecify.annotations.Nullable;

/** Finds the domain that somebody has registered, such as {@code example.co.uk}. */
@FunctionalInterface
public interface RegistrableDomain {
  /**
   * The part of a host's name that one owner has.
   *
   * @param host a name in lower case, without a port; an IP address perhaps
   * @return null if it has none: an IP address, a public suffix such as {@code github.io}, a name
   *     without a dot
   */
  @Nullable String of(String host);
}
