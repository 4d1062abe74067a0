package io.mcv.testing.engine;

import io.mcv.testing.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Podman with a store of its own, serving its API on a socket. It needs root, but no network.
 *
 * <p>The store is {@code root} and {@code run} in the folder, with the driver vfs, so that a
 * buildah can be told to use the same.
 */
public final class PodmanService implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final long POLL_MILLIS = 10;

  private final Peer podman;
  private final List<String> options;
  private final Path socket;
  private final Process process;

  private PodmanService(Peer podman, List<String> options, Path socket, Process process) {
    this.podman = podman;
    this.options = options;
    this.socket = socket;
    this.process = process;
  }

  /**
   * Starts it; the test is skipped, or fails, where there is no podman.
   *
   * @param folder a new folder, or one that a buildah has filled
   */
  public static PodmanService in(Path folder) throws IOException, InterruptedException {
    Path temporary = Files.createDirectories(folder.resolve("tmp"));
    Map<String, String> variables =
        Map.of(
            "HOME", folder.toString(),
            "TMPDIR", temporary.toString(),
            "XDG_RUNTIME_DIR", folder.resolve("xdg").toString());
    Peer podman = Peer.require("podman");
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      podman = podman.with(variable.getKey(), variable.getValue());
    }
    List<String> options =
        List.of(
            "--root",
            folder.resolve("root").toString(),
            "--runroot",
            folder.resolve("run").toString(),
            "--tmpdir",
            folder.resolve("libpod").toString(),
            "--storage-driver",
            "vfs",
            "--events-backend",
            "none");
    Path socket = folder.resolve("podman.sock");
    List<String> command = new ArrayList<>(List.of(podman.executable().toString()));
    command.addAll(options);
    command.addAll(List.of("system", "service", "--time=0", "unix://" + socket));
    Path log = folder.resolve("podman.log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(variables);
    PodmanService service = new PodmanService(podman, options, socket, builder.start());
    service.awaitStart(log);
    return service;
  }

  private void awaitStart(Path log) throws IOException, InterruptedException {
    Instant deadline = Instant.now().plus(DEADLINE);
    while (!Files.exists(socket)) {
      if (!process.isAlive() || Instant.now().isAfter(deadline)) {
        close();
        throw new IOException("podman did not start: " + Files.readString(log).strip());
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  /** Where it listens. */
  public Path socket() {
    return socket;
  }

  /** Where it listens, as {@code CONTAINER_HOST} and {@code DOCKER_HOST} say it. */
  public String address() {
    return "unix://" + socket;
  }

  /** Runs one command of podman on the same store. */
  public Peer.Outcome run(String... arguments) {
    List<String> command = new ArrayList<>(options);
    command.addAll(List.of(arguments));
    return podman.run(command.toArray(String[]::new));
  }

  @Override
  public void close() {
    process.destroy();
    process
        .onExit()
        .completeOnTimeout(process, DEADLINE.toMillis(), TimeUnit.MILLISECONDS)
        .join()
        .destroyForcibly();
  }
}
