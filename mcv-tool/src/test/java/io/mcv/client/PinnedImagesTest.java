package io.mcv.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcv.cli.Tool;
import io.mcv.oci.cosign.Signer;
import io.mcv.oci.cosign.VerificationPolicy;
import io.mcv.oci.cosign.key.VerificationKey;
import io.mcv.oci.cosign.policy.PolicyDecision;
import io.mcv.oci.cosign.trust.TrustedRoot;
import io.mcv.testing.Checkout;
import io.mcv.testing.FileTrees;
import io.mcv.testing.registry.LoopbackRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is verified is what is used, whatever becomes of the name meanwhile. */
class PinnedImagesTest {
  private static final String SIGNED = "triton-vector-add";
  private static final String OTHER = "triton-hip";

  @TempDir static Path shared = Path.of("");
  private static LoopbackRegistry registry;
  private static Tool tool = Tool.at(Path.of("unset"));

  @TempDir Path folder = Path.of("");
  private McvClient client = McvClient.ofProcess();
  private SignaturePolicy policy =
      SignaturePolicy.of(VerificationPolicy.of(new Signer.Keys(List.of()), TrustedRoot.NONE));

  @BeforeAll
  static void start() throws Exception {
    registry = LoopbackRegistry.in(shared.resolve("registry"));
    tool = Tool.withTemporaryFolder(shared);
    Files.writeString(shared.resolve("password"), "s3cret\n");
    tool.run(
            "generate-key-pair",
            "--password-file=" + shared.resolve("password"),
            "--output-key-prefix=" + shared.resolve("cosign"))
        .orFail();
  }

  @AfterAll
  static void stop() {
    registry.close();
  }

  @BeforeEach
  void trustTheKey() throws IOException {
    TransferOptions options = TransferOptions.of(tool.environment());
    client =
        new McvClient(
            tool.environment(),
            options.withRegistry(options.registry().newBuilder().tlsVerify(false).build()));
    Path key = shared.resolve("cosign.pub");
    Signer us = new Signer.Keys(List.of(VerificationKey.parse(Files.readAllBytes(key), "ours")));
    policy = SignaturePolicy.of(VerificationPolicy.of(us, TrustedRoot.NONE).withoutLog());
  }

  @Test
  void aTagOfARegistryThatMovesAfterTheCheckChangesNothing() throws IOException {
    assertPinned(registry.image("moving/image:t"));
  }

  @Test
  void aNameOfALayoutThatMovesAfterTheCheckChangesNothing() throws IOException {
    assertPinned("oci:" + folder.resolve("layout") + ":t");
  }

  private void assertPinned(String image) throws IOException {
    create(image, SIGNED);
    sign(image);
    Path target = folder.resolve("target");
    ImagePolicy slow =
        candidate -> {
          PolicyDecision decision = policy.decide(candidate);
          create(image, OTHER);
          return decision;
        };

    client.extract(ExtractRequest.of(image).withTarget(target).withPolicy(slow));

    assertThat(FileTrees.snapshot(target).keySet())
        .isEqualTo(FileTrees.snapshot(Checkout.sampleCache(SIGNED)).keySet());
    Path refused = folder.resolve("refused");
    assertThatThrownBy(
            () -> client.extract(ExtractRequest.of(image).withTarget(refused).withPolicy(policy)))
        .isInstanceOf(PolicyRefusedException.class)
        .hasMessageContaining("no signature found");
    assertThat(refused).doesNotExist();
  }

  private static void create(String image, String cache) {
    String from = Checkout.sampleCache(cache).toString();
    tool.run("create", "--tls-verify=false", "-i", image, "-d", from).orFail();
  }

  private static void sign(String image) {
    tool.run(
            "sign",
            "--tls-verify=false",
            "--key=" + shared.resolve("cosign.key"),
            "--password-file=" + shared.resolve("password"),
            image)
        .orFail();
  }
}
