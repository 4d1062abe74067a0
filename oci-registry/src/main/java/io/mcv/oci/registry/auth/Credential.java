package io.mcv.oci.registry.auth;

import io.mcv.oci.model.Printable;

/**
 * Who a user is to a registry. The text of each kind is for people, and never has the secret in it.
 */
public sealed interface Credential {
  /** Nobody in particular. */
  record Anonymous() implements Credential {
    @Override
    public String toString() {
      return "anonymous";
    }
  }

  /**
   * A user with a password, an access token or what else goes in its place.
   *
   * @param user the user's name
   * @param secret the password
   */
  record Password(String user, String secret) implements Credential {
    @Override
    public String toString() {
      return "user " + Printable.of(user);
    }
  }

  /**
   * A token that a token server exchanges for others: a refresh token of OAuth2. Docker's {@code
   * identitytoken}.
   *
   * @param token the secret
   */
  record IdentityToken(String token) implements Credential {
    @Override
    public String toString() {
      return "an identity token";
    }
  }

  /**
   * A token that goes to the registry as it is. Docker's {@code registrytoken}.
   *
   * @param token the secret
   */
  record RegistryToken(String token) implements Credential {
    /**
     * Checks the token.
     *
     * @throws IllegalArgumentException if it cannot be part of a header
     */
    public RegistryToken {
      if (!HeaderText.isSafe(token)) {
        throw new IllegalArgumentException("the registry token is empty, or not visible ASCII");
      }
    }

    @Override
    public String toString() {
      return "a registry token";
    }
  }
}
