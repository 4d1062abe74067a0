package io.mcv.oci.registry;

import io.mcv.oci.registry.http.ConnectionException;

/** No answer, or not all of it, came from a registry. */
public final class RegistryConnectionException extends RegistryException {
  private static final long serialVersionUID = 1L;

  private final ConnectionException.Problem problem;

  RegistryConnectionException(String repository, String doing, ConnectionException cause) {
    super(repository, doing + ": " + cause.getMessage(), cause);
    this.problem = cause.problem();
  }

  /** What went wrong. */
  public ConnectionException.Problem problem() {
    return problem;
  }
}
