package io.mcv.oci.registry.auth;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A token of a token server, as it goes to the registry.
 *
 * @param value the secret
 * @param scopes which it was asked for; a registry that grants less says so by a refusal
 * @param freshUntil instant of the monotonic clock, in nanoseconds as {@link System#nanoTime} has
 *     them, from which on another one is to be fetched; it ends a little later
 */
public record BearerToken(String value, Set<Scope> scopes, long freshUntil) {
  /**
   * Copies the scopes and checks the token.
   *
   * @throws IllegalArgumentException if the value cannot be part of a header
   */
  public BearerToken {
    scopes = Collections.unmodifiableSet(new LinkedHashSet<>(scopes));
    if (!HeaderText.isSafe(value)) {
      throw new IllegalArgumentException("the token is empty, or not visible ASCII");
    }
  }

  /** Whether it can still be used at an instant of the same clock. */
  public boolean isFresh(long nanoTime) {
    return freshUntil - nanoTime > 0;
  }

  /** Whether it permits all that is wanted. */
  public boolean covers(Set<Scope> wanted) {
    return Scope.covers(scopes, wanted);
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "BearerToken" + scopes;
  }
}
