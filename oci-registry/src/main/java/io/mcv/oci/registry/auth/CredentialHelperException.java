package io.mcv.oci.registry.auth;

import java.io.IOException;

/** A credential helper is missing, hangs, fails, or answers with what is not a credential. */
public final class CredentialHelperException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String helper;

  CredentialHelperException(String helper, String problem) {
    super("credential helper " + helper + " " + problem);
    this.helper = helper;
  }

  /** The program, such as {@code docker-credential-pass}. */
  public String helper() {
    return helper;
  }
}
