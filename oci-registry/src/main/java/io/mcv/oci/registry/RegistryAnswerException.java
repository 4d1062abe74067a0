package io.mcv.oci.registry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A registry answered with an error. */
public final class RegistryAnswerException extends RegistryException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient List<RegistryError> errors;
  private final @Nullable String retryAfter;

  /**
   * An answer that was read.
   *
   * @param retryAfter the field {@code Retry-After}, or null
   */
  RegistryAnswerException(
      String repository,
      String message,
      int status,
      List<RegistryError> errors,
      @Nullable String retryAfter) {
    super(repository, message, null);
    this.status = status;
    this.errors = List.copyOf(errors);
    this.retryAfter = retryAfter;
  }

  /** The status code. */
  public int status() {
    return status;
  }

  /** The registry's own errors; may be empty. */
  public List<RegistryError> errors() {
    return errors;
  }

  @Nullable String retryAfter() {
    return retryAfter;
  }
}
