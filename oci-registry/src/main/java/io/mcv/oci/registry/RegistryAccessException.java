package io.mcv.oci.registry;

import java.util.List;

/** A registry, or its token server, does not let this user do it. */
public final class RegistryAccessException extends RegistryException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient List<RegistryError> errors;
  private final String credentialSource;

  /** With the words that the user reads, and the place that the credentials came from. */
  RegistryAccessException(
      String repository,
      String message,
      int status,
      List<RegistryError> errors,
      String credentialSource) {
    super(repository, message, null);
    this.status = status;
    this.errors = List.copyOf(errors);
    this.credentialSource = credentialSource;
  }

  /** The same told as a login that was refused. */
  RegistryAccessException ofLogin(String problem) {
    String told = status == 0 ? ": " + getMessage() : " (" + status + ")";
    RegistryAccessException login =
        new RegistryAccessException(repository(), problem + told, status, errors, credentialSource);
    login.addSuppressed(this);
    return login;
  }

  /** The status code, 401 or 403; 0 where we held the credentials back ourselves. */
  public int status() {
    return status;
  }

  /** The registry's own errors; may be empty. */
  public List<RegistryError> errors() {
    return errors;
  }

  /** Where the credentials that were used came from, for people. */
  public String credentialSource() {
    return credentialSource;
  }
}
