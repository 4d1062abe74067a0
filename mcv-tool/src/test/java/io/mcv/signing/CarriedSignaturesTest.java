package io.mcv.signing;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.cli.Tool;
import io.mcv.testing.Checkout;
import io.mcv.testing.cosign.CosignPeer;
import io.mcv.testing.registry.LoopbackRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An image that is copied on and on is signed and attested wherever it comes: in the tags of cosign
 * 2, in bundles, and in the tag that stands in for a registry's list of referrers.
 */
class CarriedSignaturesTest {
  private static final String PLAIN = "--tls-verify=false";
  private static final String NO_LOG = "--insecure-ignore-tlog";

  @TempDir static Path folder = Path.of("");
  private static LoopbackRegistry registry;
  private static Tool tool = Tool.at(Path.of("unset"));
  private static String key = "";
  private static String signed = "";

  @BeforeAll
  static void signAnImage() throws Exception {
    registry = LoopbackRegistry.in(folder.resolve("registry"));
    tool = Tool.withTemporaryFolder(folder).with("COSIGN_PASSWORD", "");
    key = folder.resolve("cosign").toString();
    signed = "oci:" + folder.resolve("layout") + ":v1";
    String cache = Checkout.sampleCache("triton-vector-add").toString();
    Path predicate = Files.writeString(folder.resolve("predicate.json"), "{\"passed\": true}");
    tool.run("generate-key-pair", "--output-key-prefix=" + key).orFail();
    tool.run("create", "-i", signed, "-d", cache).orFail();
    tool.run("sign", "--key=" + key + ".key", signed).orFail();
    tool.run(
            "attest",
            "--key=" + key + ".key",
            "--type=" + SignedImages.CLAIM,
            "--predicate=" + predicate,
            signed)
        .orFail();
  }

  @AfterAll
  static void stop() {
    registry.close();
  }

  @Test
  void fromALayoutToARegistryTheVaultAndAnArchiveAndBack() {
    List<String> stops =
        List.of(
            signed,
            registry.image("first/cache:v1"),
            "quay.io/team/cache:v1",
            registry.image("second/cache:v1"),
            "oci-archive:" + folder.resolve("archive.tar") + ":v1",
            "oci:" + folder.resolve("last") + ":v1");

    for (int i = 1; i < stops.size(); i++) {
      tool.run("copy", PLAIN, "--key=" + key + ".pub", NO_LOG, stops.get(i - 1), stops.get(i))
          .orFail();
      assertBothForms(stops.get(i));
    }
  }

  @Test
  void whatCosignSavedIsReadAndCopied() throws IOException {
    String inRegistry = registry.image("saved/cache:v1");
    tool.run("copy", PLAIN, signed, inRegistry).orFail();
    Path saved = folder.resolve("saved");
    CosignPeer.of(CosignPeer.Release.V2, folder.resolve("cosign-home"))
        .run(
            "save",
            "--allow-http-registry",
            "--dir",
            saved.toString(),
            inRegistry.substring("docker://".length()))
        .orFail();

    assertAccepted(tool.run("verify", "--key=" + key + ".pub", NO_LOG, "oci:" + saved), "simple");
    String again = registry.image("again/cache:v1");
    tool.run("copy", PLAIN, "--key=" + key + ".pub", NO_LOG, "oci:" + saved, again).orFail();
    assertAccepted(tool.run("verify", PLAIN, "--key=" + key + ".pub", NO_LOG, again), "simple");
  }

  private static void assertBothForms(String image) {
    assertAccepted(
        tool.run("verify", PLAIN, "--key=" + key + ".pub", NO_LOG, image),
        "simple signing",
        "Sigstore bundle");
    assertAccepted(
        tool.run(
            "verify-attestation",
            PLAIN,
            "--key=" + key + ".pub",
            NO_LOG,
            "--type=" + SignedImages.CLAIM,
            image),
        "DSSE envelope",
        "Sigstore bundle");
  }

  private static void assertAccepted(Tool.Outcome outcome, String... forms) {
    String printed = outcome.orFail().out();
    for (String form : forms) {
      assertThat(printed.lines().filter(line -> line.endsWith(": accepted")))
          .anyMatch(line -> line.contains(form));
    }
  }
}
