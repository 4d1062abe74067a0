package io.mcv.testing.registry;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The process of a docker-registry. It writes its access log to standard output and everything else
 * to standard error; both go to files.
 */
final class RegistryProcess {
  private static final Duration START_DEADLINE = Duration.ofSeconds(20);
  private static final Duration STOP_DEADLINE = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(20);
  private static final int ATTEMPTS = 5;
  private static final String LISTENS = "listening on ";

  private final Path executable;
  private final Path folder;
  private final RegistryConfig config;
  private int port;
  private @Nullable Process process;

  RegistryProcess(Path executable, Path folder, RegistryConfig config) {
    this.executable = executable;
    this.folder = folder;
    this.config = config;
  }

  int port() {
    return port;
  }

  Path log() {
    return folder.resolve("registry.log");
  }

  Path accessLog() {
    return folder.resolve("access.log");
  }

  void startOnFreePort() throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      port = FreePort.find();
      try {
        start();
        return;
      } catch (IOException e) {
        if (attempt == ATTEMPTS || !Files.readString(log()).contains("address already in use")) {
          throw e;
        }
      }
    }
  }

  /** Starts it on its port; logs go on where they ended. */
  void start() throws IOException, InterruptedException {
    Path configFile = folder.resolve("registry.yml");
    Files.writeString(configFile, config.yaml(port));
    long logged = Files.exists(log()) ? Files.size(log()) : 0;
    ProcessBuilder builder =
        new ProcessBuilder(executable.toString(), "serve", configFile.toString())
            .directory(folder.toFile())
            .redirectOutput(ProcessBuilder.Redirect.appendTo(accessLog().toFile()))
            .redirectError(ProcessBuilder.Redirect.appendTo(log().toFile()));
    // Such variables overrule the file.
    builder.environment().keySet().removeIf(name -> name.startsWith("REGISTRY_"));
    process = builder.start();
    try {
      awaitStart(process, logged);
    } catch (IOException | InterruptedException e) {
      stop();
      throw e;
    }
  }

  private void awaitStart(Process started, long logged) throws IOException, InterruptedException {
    Instant deadline = Instant.now().plus(START_DEADLINE);
    while (true) {
      boolean alive = started.isAlive();
      byte[] log = Files.readAllBytes(log());
      String said = new String(log, (int) logged, log.length - (int) logged, ISO_8859_1);
      if (alive && said.contains(LISTENS)) {
        return;
      }
      if (!alive || Instant.now().isAfter(deadline)) {
        throw new IOException(executable + " did not start on port " + port + ": " + said.strip());
      }
      Thread.sleep(POLL.toMillis());
    }
  }

  /** Ends it, by force if it does not end by itself. */
  void stop() {
    Process running = process;
    if (running == null) {
      return;
    }
    process = null;
    boolean interrupted = false;
    running.destroy();
    try {
      if (!running.waitFor(STOP_DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
        running.destroyForcibly();
      }
    } catch (InterruptedException e) {
      interrupted = true;
      running.destroyForcibly();
    }
    running.onExit().orTimeout(STOP_DEADLINE.toMillis(), TimeUnit.MILLISECONDS).join();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
