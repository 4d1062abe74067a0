package io.mcv.peers;

import io.mcv.testing.Peer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** A real docker-registry, on a free port of loopback, that keeps its images in a folder. */
final class LoopbackRegistry implements AutoCloseable {
  private final Process process;
  private final int port;

  private LoopbackRegistry(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static LoopbackRegistry in(Path folder) throws IOException, InterruptedException {
    Path executable = Peer.require("docker-registry").executable();
    int port = freePort();
    Path config = folder.resolve("registry.yml");
    Files.writeString(
        config,
        """
        version: 0.1
        log: {level: error}
        storage: {filesystem: {rootdirectory: '%s'}}
        http: {addr: '127.0.0.1:%d'}
        """
            .formatted(folder.resolve("registry"), port));
    Process process =
        new ProcessBuilder(executable.toString(), "serve", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("registry.log").toFile())
            .start();
    LoopbackRegistry registry = new LoopbackRegistry(process, port);
    registry.awaitStart();
    return registry;
  }

  /** An image of it, for skopeo. */
  String image(String repository) {
    return "docker://127.0.0.1:" + port + "/" + repository;
  }

  private void awaitStart() throws IOException, InterruptedException {
    Instant deadline = Instant.now().plus(Duration.ofSeconds(20));
    while (true) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
        return;
      } catch (IOException e) {
        if (Instant.now().isAfter(deadline) || !process.isAlive()) {
          close();
          throw e;
        }
        Thread.sleep(50);
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
  }
}
