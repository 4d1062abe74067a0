package io.mcv.oci.registry;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A registry did not do what it was asked for. The message is one line for people: what was being
 * done, to which repository, what is wrong, what to try. It holds no secret.
 */
public abstract sealed class RegistryException extends IOException
    permits RegistryAccessException,
        RegistryAnswerException,
        RegistryConnectionException,
        RegistryProtocolException {

  private static final long serialVersionUID = 1L;

  private final String repository;

  /**
   * With the words that the user reads.
   *
   * @param repository host and path of the repository, or the host alone
   */
  RegistryException(String repository, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.repository = repository;
  }

  /** Host and path of the repository; the host alone where no repository was meant. */
  public String repository() {
    return repository;
  }
}
