package io.mcv.testing.cosign;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mcv.testing.Checkout;
import io.mcv.testing.Peer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sigstore's services on loopback, as {@code @sigstore/mock} plays them in a process of node:
 * Fulcio and its certificate log, Rekor, a timestamp authority. Each start makes keys of its own.
 *
 * <p>The log has each entry alone in a tree of its own. Rekor's second version is not played.
 */
public final class SigstoreMock implements AutoCloseable {
  private static final String HOME = "testdata/sigstore-mock";
  private static final long END_SECONDS = 10;

  private final Process process;
  private final Path folder;
  private final String base;

  private SigstoreMock(Process process, Path folder, String base) {
    this.process = process;
    this.folder = folder;
    this.base = base;
  }

  /**
   * Starts it, with certificates and times of now.
   *
   * @param folder for its files
   */
  public static SigstoreMock in(Path folder) throws IOException {
    return start(folder, List.of());
  }

  /**
   * Starts it at another time.
   *
   * @param clock what time it is there
   */
  public static SigstoreMock at(Path folder, Instant clock) throws IOException {
    return start(folder, List.of("--clock", clock.toString()));
  }

  /**
   * Starts it with an authority whose certificate was issued then, for 365 days, and that issues to
   * signers for ever.
   */
  public static SigstoreMock withAuthoritySince(Path folder, Instant issued) throws IOException {
    return start(folder, List.of("--authority-since", issued.toString()));
  }

  private static SigstoreMock start(Path folder, List<String> options) throws IOException {
    Path modules = Checkout.installed(HOME + "/node_modules", "npm ci --prefix " + HOME);
    Path own = Files.createDirectories(folder.toAbsolutePath());
    List<String> command = new ArrayList<>();
    command.add(Peer.require("node").executable().toString());
    command.add(modules.resolveSibling("server.mjs").toString());
    command.add(own.toString());
    command.addAll(options);
    Process process =
        new ProcessBuilder(command).redirectError(own.resolve("mock.log").toFile()).start();
    String port = firstLine(process);
    if (port == null) {
      process.destroyForcibly();
      throw new IOException(
          "the mock did not start: " + Files.readString(own.resolve("mock.log")).strip());
    }
    return new SigstoreMock(process, own, "http://127.0.0.1:" + port);
  }

  private static @Nullable String firstLine(Process process) throws IOException {
    return new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8)).readLine();
  }

  /** Its {@code trusted_root.json}. */
  public Path trustedRoot() {
    return folder.resolve("trusted_root.json");
  }

  /**
   * Runs cosign 2 so that it signs as this identity with these services, a timestamp included.
   *
   * @param command {@code sign} or {@code attest}, and what else it is to be told
   */
  public Peer.Outcome sign(CosignPeer cosign, Identity identity, String... command) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of("--fulcio-url", base, "--rekor-url", base));
    arguments.addAll(List.of("--timestamp-server-url", base + "/api/v1/timestamp"));
    arguments.addAll(List.of("--identity-token", identity.token(), "--allow-http-registry"));
    return cosign
        .with("SIGSTORE_CT_LOG_PUBLIC_KEY_FILE", folder.resolve("ctlog.pub").toString())
        .with("SIGSTORE_REKOR_PUBLIC_KEY", folder.resolve("rekor.pub").toString())
        .run(arguments.toArray(String[]::new));
  }

  /** Ends the process. */
  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String toString() {
    return "Sigstore's services at " + base;
  }
}
