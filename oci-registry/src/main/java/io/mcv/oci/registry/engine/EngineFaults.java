package io.mcv.oci.registry.engine;

import io.mcv.oci.model.Printable;
import io.mcv.oci.registry.engine.EngineException.Problem;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/**
 * What can go wrong with an engine, in words.
 *
 * @param kind whose engine
 * @param address where it should listen
 */
record EngineFaults(EngineKind kind, EngineAddress address) {

  /** The engine, for people. */
  String engine() {
    return kind.title() + "'s engine at " + address;
  }

  EngineException absent() {
    return new EngineException(
        Problem.ABSENT, engine() + " is not there: no such socket; " + kind.advice(), null);
  }

  EngineException silent(IOException cause) {
    return new EngineException(
        Problem.SILENT,
        engine()
            + " did not answer in time: restart it, or say in "
            + kind.variable()
            + " where another one listens",
        cause);
  }

  EngineException garbled(String what) {
    return new EngineException(
        Problem.GARBLED,
        engine()
            + " answered with "
            + what
            + ", as no engine does: say in "
            + kind.variable()
            + " where the engine listens",
        null);
  }

  EngineException unsuitable(String why) {
    return new EngineException(Problem.UNSUITABLE, engine() + " cannot be used: " + why, null);
  }

  /** The connection ended too early. */
  EngineException cutOff() {
    return new EngineException(
        Problem.BROKEN, engine() + " hung up before its answer was complete: try again", null);
  }

  /** An answer that is an error. */
  EngineException answered(String doing, int status, String message) {
    String said = Printable.of(message.strip().replaceAll("\\s+", " "));
    return new EngineException(
        engine() + " failed at " + doing + ": " + said + " (HTTP " + status + ")", status);
  }

  /** What the network said. */
  IOException of(IOException e) {
    if (e instanceof EngineException told) {
      return told;
    }
    String reason = Printable.of(String.valueOf(e.getMessage()));
    if (e instanceof UnknownHostException) {
      return problem(Problem.REFUSED, "cannot be found: check the name of its host and DNS", e);
    }
    if (reason.contains("ermission denied")) {
      return problem(
          Problem.REFUSED,
          "may not be used by this user: run as root, or join the group that owns the socket",
          e);
    }
    if (e instanceof ConnectException) {
      return problem(Problem.REFUSED, "refused the connection; " + kind.advice(), e);
    }
    if (e instanceof SSLException) {
      return problem(
          Problem.BROKEN,
          "cannot be spoken with in TLS: " + reason + "; look at DOCKER_CERT_PATH",
          e);
    }
    return problem(Problem.BROKEN, "cannot be spoken with: " + reason, e);
  }

  private EngineException problem(Problem problem, String what, IOException cause) {
    return new EngineException(problem, engine() + " " + what, cause);
  }
}
