package io.mcv.oci.registry.engine;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A container engine could not be reached, or did not do what it was asked for. The message is one
 * line for people: which engine, what is wrong, what to try.
 */
public final class EngineException extends IOException {
  private static final long serialVersionUID = 1L;

  /** What went wrong. */
  public enum Problem {
    /** There is no such socket. */
    ABSENT,
    /** Nobody listens, or this user may not speak with who does. */
    REFUSED,
    /** It kept silent for too long. */
    SILENT,
    /** The connection ended before the answer did, or TLS could not be set up. */
    BROKEN,
    /** What it answered is not what such an engine answers. */
    GARBLED,
    /** It is too old, or another kind of engine. */
    UNSUITABLE,
    /** It answered that it could not do it. */
    FAILED
  }

  private final Problem problem;
  private final int status;

  EngineException(Problem problem, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.problem = problem;
    this.status = 0;
  }

  EngineException(String message, int status) {
    super(message);
    this.problem = Problem.FAILED;
    this.status = status;
  }

  /** What went wrong. */
  public Problem problem() {
    return problem;
  }

  /** The HTTP status of an answer that was an error; 0 for other problems. */
  public int status() {
    return status;
  }
}
