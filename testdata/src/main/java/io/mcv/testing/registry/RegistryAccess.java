package io.mcv.testing.registry;

import java.net.URI;
import java.nio.file.Path;

/** Whom a registry lets in. */
sealed interface RegistryAccess {

  /** Anybody may do everything. */
  record Open() implements RegistryAccess {}

  /**
   * Basic authentication.
   *
   * @param htpasswd users with bcrypt hashes
   */
  record Passwords(Path htpasswd) implements RegistryAccess {}

  /**
   * Bearer tokens of another server.
   *
   * @param realm where tokens are given out
   * @param service the audience of a token
   * @param issuer who must have issued it
   * @param rootCertificates PEM, what the certificate of the signing key must lead to
   */
  record Tokens(URI realm, String service, String issuer, Path rootCertificates)
      implements RegistryAccess {}
}
