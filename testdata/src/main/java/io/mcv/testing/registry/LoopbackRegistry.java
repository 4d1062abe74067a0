package io.mcv.testing.registry;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A real docker-registry on a free port of loopback, that keeps its images in a folder.
 *
 * <p>Everything of it, its logs and its configuration too, lies in the folder that it was set up
 * with: one folder for each registry.
 */
public final class LoopbackRegistry implements AutoCloseable {
  /** The one user of a registry {@link RegistrySetup#withPassword with a password}. */
  public static final String USER = "someuser";

  /** The password of {@link #USER}. */
  public static final String PASSWORD = "s3cret-Word";

  /** {@code htpasswd -Bbn someuser s3cret-Word}, of apache2-utils 2.4.71. */
  static final String HASH = "$2y$05$3X1RYU3VOCQx.jmTZpQAOe8e.1F/4sm2BklU3uSPHqfqUmmMYcvp.";

  private static final Duration QUIET = Duration.ofMillis(60);
  private static final Duration QUIET_DEADLINE = Duration.ofSeconds(5);

  private final RegistryProcess process;
  private final boolean tls;
  private int cleared;

  LoopbackRegistry(RegistryProcess process, boolean tls) {
    this.process = process;
    this.tls = tls;
  }

  /** Starts one that is open to all. */
  public static LoopbackRegistry in(Path folder) throws IOException, InterruptedException {
    return setup(folder).start();
  }

  /** One that is yet to be described and started. */
  public static RegistrySetup setup(Path folder) {
    return new RegistrySetup(folder);
  }

  /**
   * Name and port, as in a reference: {@code 127.0.0.1:PORT}, or {@code localhost:PORT} with TLS.
   */
  public String host() {
    return (tls ? "localhost:" : "127.0.0.1:") + process.port();
  }

  /** Scheme, name and port, without a slash at the end. */
  public URI base() {
    return URI.create((tls ? "https://" : "http://") + host());
  }

  /**
   * A reference to an image of it.
   *
   * @param repository with a tag or a digest, or without
   */
  public String image(String repository) {
    return "docker://" + host() + "/" + repository;
  }

  /** What it logs, besides requests. */
  public Path log() {
    return process.log();
  }

  /**
   * The requests since the start, or since {@link #clearAccesses}, in the order in which they were
   * answered. A registry logs a request just after its answer has gone out; so this waits until the
   * log is quiet.
   */
  public List<AccessLine> accesses() throws IOException, InterruptedException {
    List<AccessLine> all = allAccesses();
    return all.subList(Math.min(cleared, all.size()), all.size());
  }

  /** How many of {@link #accesses} have this method and a path that ends like this. */
  public long count(String method, String pathSuffix) throws IOException, InterruptedException {
    return accesses().stream()
        .filter(line -> line.method().equals(method) && line.path().endsWith(pathSuffix))
        .count();
  }

  /** Forgets the requests until now. */
  public void clearAccesses() throws IOException, InterruptedException {
    cleared = allAccesses().size();
  }

  /** Ends the process; images and logs stay. */
  public void stop() {
    process.stop();
  }

  /** Starts it again, on the same port, with the images that it had. */
  public void restart() throws IOException, InterruptedException {
    process.stop();
    process.start();
  }

  @Override
  public void close() {
    process.stop();
  }

  @Override
  public String toString() {
    return "registry " + base();
  }

  private List<AccessLine> allAccesses() throws IOException, InterruptedException {
    Path log = process.accessLog();
    Instant deadline = Instant.now().plus(QUIET_DEADLINE);
    long size = -1;
    while (size != Files.size(log) && Instant.now().isBefore(deadline)) {
      size = Files.size(log);
      Thread.sleep(QUIET.toMillis());
    }
    return Files.readAllLines(log, StandardCharsets.ISO_8859_1).stream()
        .map(AccessLine::parse)
        .flatMap(Optional::stream)
        .toList();
  }
}
