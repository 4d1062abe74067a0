package io.mcv.gpu.library;

import org.jspecify.annotations.Nullable;

/** A library cannot be asked any further. */
final class CallFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final @Nullable Integer code;

  /**
   * A failure.
   *
   * @param code what the library answered; null if it was nonsense instead of an error
   * @param message one line: what failed, why, and what to try
   */
  CallFailedException(@Nullable Integer code, String message) {
    super(message);
    this.code = code;
  }

  /** What the library answered, or null. */
  @Nullable Integer code() {
    return code;
  }
}
