package io.mcv.oci.registry.engine;

/** Whose engine it is. */
public enum EngineKind {
  /** Docker's, or one that serves docker's API. */
  DOCKER("docker", "DOCKER_HOST", "systemctl start docker"),
  /** Podman's. */
  PODMAN("podman", "CONTAINER_HOST", "podman system service --time=0");

  private final String title;
  private final String variable;
  private final String startCommand;

  EngineKind(String title, String variable, String startCommand) {
    this.title = title;
    this.variable = variable;
    this.startCommand = startCommand;
  }

  /** Its name, as in {@code docker}. */
  public String title() {
    return title;
  }

  /** The environment variable that says where it listens. */
  String variable() {
    return variable;
  }

  /** What to try where nobody listens, for the end of an error. */
  String advice() {
    return "start it, as with " + startCommand + ", or say in " + variable + " where it listens";
  }
}
