package io.mcv.testing.cosign;

import io.mcv.testing.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The real cosign, without any network but loopback: a home of its own, no configuration of the
 * host, and a proxy that refuses whatever goes elsewhere.
 *
 * <p>Images are named as {@code HOST:PORT/REPOSITORY@DIGEST}, without {@code docker://}. A command
 * that has no method here is run by {@link #run}.
 */
public final class CosignPeer {
  /** The password of the keys that it makes, and that it signs with. */
  public static final String PASSWORD = "mcv-test";

  /** Which cosign. */
  public enum Release {
    /** 2.x, which writes {@code .sig} and {@code .att} tags unless asked otherwise. */
    V2,
    /** 3.x, which writes bundles as referrers unless asked otherwise. */
    V3
  }

  private final Release release;
  private final Peer peer;

  private CosignPeer(Release release, Peer peer) {
    this.release = release;
    this.peer = peer;
  }

  /**
   * One of this release. Where it is absent the test is skipped, as by {@link Peer#newer}.
   *
   * @param home an existing folder, for what it keeps
   */
  public static CosignPeer of(Release release, Path home) throws IOException {
    Peer found = release == Release.V2 ? Peer.older("cosign") : Peer.newer("cosign");
    Path folder = Files.createDirectories(home.toAbsolutePath());
    Peer peer =
        found
            .in(folder)
            .with("HOME", folder.toString())
            .with("DOCKER_CONFIG", folder.resolve("docker").toString())
            .with("TUF_ROOT", folder.resolve("tuf").toString())
            .with("COSIGN_PASSWORD", PASSWORD)
            .with("COSIGN_YES", "true")
            .with("HTTP_PROXY", "http://127.0.0.1:9")
            .with("HTTPS_PROXY", "http://127.0.0.1:9")
            .with("NO_PROXY", "127.0.0.1,localhost");
    return new CosignPeer(release, peer);
  }

  /** Which it is. */
  public Release release() {
    return release;
  }

  /** The same with another password for private keys. */
  public CosignPeer withPassword(String password) {
    return with("COSIGN_PASSWORD", password);
  }

  /** The same in this working directory. */
  public CosignPeer in(Path folder) {
    return new CosignPeer(release, peer.in(folder));
  }

  CosignPeer with(String variable, String value) {
    return new CosignPeer(release, peer.with(variable, value));
  }

  /** Runs it with these arguments. */
  public Peer.Outcome run(String... arguments) {
    return peer.run(arguments);
  }

  /**
   * Makes {@code NAME.key} and {@code NAME.pub} in this folder: ECDSA P-256.
   *
   * @return the private key
   */
  public Path generateKeyPair(Path folder, String name) {
    Path prefix = folder.resolve(name);
    run("generate-key-pair", "--output-key-prefix", prefix.toString()).orFail();
    return folder.resolve(name + ".key");
  }

  /**
   * Makes {@code NAME.key} and {@code NAME.pub} in this folder of a private key in PEM, as openssl
   * writes it.
   *
   * @return the private key in cosign's form
   */
  public Path importKeyPair(Path pem, Path folder, String name) {
    Path prefix = folder.resolve(name);
    run("import-key-pair", "--key", pem.toString(), "--output-key-prefix", prefix.toString())
        .orFail();
    return folder.resolve(name + ".key");
  }

  /**
   * Signs an image with a key, and no log.
   *
   * @param bundle whether as a bundle; else in the form of {@code .sig} tags. Only {@link
   *     Release#V3} signs images in both
   */
  public Peer.Outcome sign(Path key, boolean bundle, String image, String... more) {
    List<String> arguments = signing("sign", key, bundle);
    arguments.addAll(List.of(more));
    arguments.add(image);
    return run(arguments);
  }

  /**
   * Attests a predicate about an image with a key, and no log.
   *
   * @param bundle whether as a bundle; else in the form of {@code .att} tags
   * @param type name or URI
   * @param predicate a file
   */
  public Peer.Outcome attest(Path key, boolean bundle, String type, Path predicate, String image) {
    List<String> arguments = signing("attest", key, bundle);
    arguments.addAll(List.of("--type", type, "--predicate", predicate.toString(), image));
    return run(arguments);
  }

  /** Verifies the signatures of an image by a public key, whatever logs say. */
  public Peer.Outcome verify(Path publicKey, String image, String... more) {
    List<String> arguments = verifying("verify", publicKey);
    arguments.addAll(List.of(more));
    arguments.add(image);
    return run(arguments);
  }

  /**
   * Verifies claims about an image by a public key, whatever logs say.
   *
   * @param type name or URI
   */
  public Peer.Outcome verifyAttestation(Path publicKey, String type, String image, String... more) {
    List<String> arguments = verifying("verify-attestation", publicKey);
    arguments.addAll(List.of("--type", type));
    arguments.addAll(List.of(more));
    arguments.add(image);
    return run(arguments);
  }

  /**
   * Verifies what was signed as this identity, under this trusted root.
   *
   * @param command {@code verify} or {@code verify-attestation}, and what else it is to be told
   */
  public Peer.Outcome verify(Path trustedRoot, Identity identity, String... command) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of("--trusted-root", trustedRoot.toString()));
    arguments.addAll(List.of("--certificate-oidc-issuer", identity.issuer()));
    arguments.addAll(List.of("--certificate-identity", identity.subject()));
    arguments.add("--allow-http-registry");
    return run(arguments);
  }

  private List<String> signing(String command, Path key, boolean bundle) {
    List<String> arguments = new ArrayList<>(List.of(command, "--key", key.toString()));
    arguments.addAll(List.of("--tlog-upload=false", "--allow-http-registry"));
    if (release == Release.V3) {
      arguments.add("--use-signing-config=false");
      arguments.add("--new-bundle-format=" + bundle);
    } else if (bundle) {
      arguments.add("--new-bundle-format");
    }
    return arguments;
  }

  private List<String> verifying(String command, Path publicKey) {
    return new ArrayList<>(
        List.of(
            command,
            "--key",
            publicKey.toString(),
            "--insecure-ignore-tlog",
            "--allow-http-registry"));
  }

  private Peer.Outcome run(List<String> arguments) {
    return peer.run(arguments.toArray(String[]::new));
  }

  @Override
  public String toString() {
    return "cosign " + release;
  }
}
