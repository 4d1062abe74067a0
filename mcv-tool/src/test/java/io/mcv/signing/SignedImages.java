package io.mcv.signing;

import io.mcv.cli.Tool;
import io.mcv.testing.Checkout;
import io.mcv.testing.cosign.CosignPeer;
import io.mcv.testing.registry.LoopbackRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An image in a real registry for each test, and how the commands are run on it. */
final class SignedImages {
  /** A kind of claim that no tool knows, so that none changes it. */
  static final String CLAIM = "https://example.org/claim";

  private final LoopbackRegistry registry;
  private final Tool tool;

  SignedImages(LoopbackRegistry registry, Path folder) throws IOException {
    this.registry = registry;
    this.tool = Tool.withTemporaryFolder(folder).with("COSIGN_PASSWORD", CosignPeer.PASSWORD);
  }

  /**
   * Packs a cache.
   *
   * @param repository that is new
   * @return {@code HOST:PORT/REPOSITORY@DIGEST}
   */
  String create(String repository) {
    String cache = Checkout.sampleCache("triton-hip").toString();
    String name = registry.host() + "/" + repository;
    String digest =
        tool.run("create", "--tls-verify=false", "-i", "docker://" + name + ":v1", "-d", cache)
            .orFail()
            .out()
            .strip();
    return name + "@" + digest;
  }

  /**
   * Runs a command on an image.
   *
   * @param image as {@link #create} gave it
   */
  Tool.Outcome run(String command, String image, String... options) {
    List<String> line =
        new ArrayList<>(List.of(command, "docker://" + image, "--tls-verify=false"));
    line.addAll(List.of(options));
    return tool.run(line.toArray(String[]::new));
  }

  /** Signs an image, and the claim in a file about it, in a form. */
  void sign(String image, Keys keys, Path predicate, String format) {
    String key = keys.privateKey().toString();
    run("sign", image, "--key", key, "--format", format, "-a", "by=us").orFail();
    run(
            "attest",
            image,
            "--key",
            key,
            "--format",
            format,
            "--type",
            CLAIM,
            "--predicate",
            predicate.toString())
        .orFail();
  }
}
