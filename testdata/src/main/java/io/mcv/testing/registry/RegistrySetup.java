package io.mcv.testing.registry;

import io.mcv.testing.Peer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link LoopbackRegistry} is to be: open to all, over plain HTTP, with deletes, unless asked
 * otherwise. Made by {@link LoopbackRegistry#setup}.
 */
public final class RegistrySetup {
  private final Path folder;
  private @Nullable Peer program;
  private RegistryAccess access = new RegistryAccess.Open();
  private @Nullable CertificateFiles server;
  private @Nullable Path clientAuthority;
  private @Nullable URI remote;
  private boolean deletes = true;

  RegistrySetup(Path folder) {
    this.folder = folder.toAbsolutePath();
  }

  /** Runs this program, instead of the docker-registry on the PATH. */
  public RegistrySetup running(Peer dockerRegistry) {
    program = dockerRegistry;
    return this;
  }

  /** Lets in only {@link LoopbackRegistry#USER} with {@link LoopbackRegistry#PASSWORD}. */
  public RegistrySetup withPassword() throws IOException {
    Path htpasswd = folder.resolve("htpasswd");
    Files.createDirectories(folder);
    Files.writeString(htpasswd, LoopbackRegistry.USER + ":" + LoopbackRegistry.HASH + "\n");
    access = new RegistryAccess.Passwords(htpasswd);
    return this;
  }

  /** Lets in whoever has a token of this server. */
  public RegistrySetup withTokensOf(TokenServer tokens) {
    access = tokens.access();
    return this;
  }

  /** Speaks HTTPS; its name is then {@code localhost}. */
  public RegistrySetup withTls(CertificateFiles certificate) {
    server = certificate;
    return this;
  }

  /**
   * Speaks only with clients whose certificate this authority has signed; needs {@link #withTls}.
   *
   * @param authority PEM
   */
  public RegistrySetup withClientsOf(Path authority) {
    clientAuthority = authority;
    return this;
  }

  /** Becomes a pull-through cache of another registry, which must be running by then. */
  public RegistrySetup cachesImagesOf(URI other) {
    remote = other;
    return this;
  }

  /** Refuses to delete, with 405. */
  public RegistrySetup withoutDeletes() {
    deletes = false;
    return this;
  }

  /**
   * Starts it, and returns when it listens. Without the program the test is skipped, as by {@link
   * Peer#require}.
   */
  public LoopbackRegistry start() throws IOException, InterruptedException {
    Peer peer = program == null ? Peer.require("docker-registry") : program;
    Files.createDirectories(folder);
    RegistryConfig config =
        new RegistryConfig(
            folder.resolve("registry"), access, server, clientAuthority, remote, deletes);
    RegistryProcess process = new RegistryProcess(peer.executable(), folder, config);
    process.startOnFreePort();
    return new LoopbackRegistry(process, server != null);
  }
}
