package io.mcv.oci.registry.http;

import java.io.IOException;

/** No answer, or not all of it, came from a server. The message names the server and the reason. */
public final class ConnectionException extends IOException {
  private static final long serialVersionUID = 1L;

  /** What went wrong. */
  public enum Problem {
    /** The name of the host is not known. */
    UNKNOWN_HOST(false),
    /** Nobody listens there, or no way leads there. */
    UNREACHABLE(true),
    /** The server kept silent for too long, or was too slow altogether. */
    TIMEOUT(true),
    /** The connection ended before the answer did. */
    BROKEN(true),
    /** Its certificate is not to be trusted. */
    CERTIFICATE(false),
    /** It does not speak TLS, or not the way we do. */
    TLS(false),
    /** We do not talk to such a place. */
    FORBIDDEN(false),
    /** The thread that waited was interrupted. */
    INTERRUPTED(false);

    private final boolean passing;

    Problem(boolean passing) {
      this.passing = passing;
    }
  }

  private final Problem problem;

  /**
   * With the words that the user reads.
   *
   * @param cause what the network said, for a debug log
   */
  public ConnectionException(Problem problem, String message, Throwable cause) {
    super(message, cause);
    this.problem = problem;
  }

  /** What we do not do, whatever the network says. */
  public ConnectionException(Problem problem, String message) {
    super(message);
    this.problem = problem;
  }

  /** What went wrong. */
  public Problem problem() {
    return problem;
  }

  /** Whether another try may go better. */
  public boolean isPassing() {
    return problem.passing;
  }
}
