package io.mcv.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.oci.model.Digest;
import io.mcv.testing.Checkout;
import io.mcv.testing.FileTrees;
import io.mcv.testing.SharedData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is not signed as it must be is used by no command: each says why in one line, ends with 7,
 * and leaves the target as it was.
 */
class RefusedImagesTest {
  private static final String REPOSITORY = "quay.io/team/cache";
  private static final String NO_LOG = "--insecure-ignore-tlog";

  @TempDir static Path shared = Path.of("");
  @TempDir Path folder = Path.of("");
  private String signed = "";
  private String unsigned = "";

  /** Two keys, and a layout with an image that one of them has signed, and one that none has. */
  @BeforeAll
  static void signAnImage() throws IOException {
    Files.writeString(shared.resolve("password"), "s3cret\n");
    Tool tool = Tool.at(shared);
    for (String name : List.of("ours", "theirs")) {
      tool.run(
              "generate-key-pair",
              "--password-file=" + shared.resolve("password"),
              "--output-key-prefix=" + shared.resolve(name))
          .orFail();
    }
    String layout = "oci:" + shared.resolve("layout");
    create(layout + ":signed", "triton-vector-add");
    create(layout + ":unsigned", "triton-hip");
    sign(layout + ":signed", "ours", "-a", "version=v1", "--identity", REPOSITORY);
  }

  @BeforeEach
  void copyTheLayout() throws IOException {
    Path layout = folder.resolve("layout");
    FileTrees.copy(shared.resolve("layout"), layout);
    signed = "oci:" + layout + ":signed";
    unsigned = "oci:" + layout + ":unsigned";
  }

  @Test
  void whatIsSignedIsUsed() {
    List<String> trust = List.of("--key=" + key("ours"), NO_LOG, "--annotations=version=v1");
    Path target = folder.resolve("target");

    assertThat(run(trust, "verify", signed).orFail().out())
        .contains("Verdict:   accepted", "simple signing", "Sigstore bundle");
    assertThat(run(trust, "extract", "--no-gpu", "-i", signed, "-d", target.toString()).orFail())
        .extracting(Tool.Outcome::err)
        .asString()
        .contains("warning: --insecure-ignore-tlog", "signed by P-256")
        .doesNotContain("signatures were not checked");
    run(trust, "copy", signed, "oci:" + folder.resolve("mirror") + ":t").orFail();
    assertThat(run(trust, "verify", "oci:" + folder.resolve("mirror") + ":t").exit()).isZero();
  }

  @Test
  void aPlaceThatAnotherImageTookIsNoLongerSigned() {
    create(signed, "triton-hip");

    assertRefused(signed, "no signature found: neither tag sha256-", ours());
  }

  @Test
  void noSignature() {
    assertRefused(unsigned, "no signature found: neither tag sha256-", ours());
  }

  @Test
  void theSignatureOfAnotherKey() {
    assertRefused(signed, "no signature is accepted: ", List.of("--key=" + key("theirs"), NO_LOG));
  }

  @Test
  void theRightSignatureOfAnotherImage() throws IOException {
    Path index = folder.resolve("layout/index.json");
    String tagged = Files.readString(index).replace(tag(signed), tag(unsigned));
    Files.writeString(index, tagged);

    assertRefused(unsigned, "subject: ", ours());
  }

  @Test
  void anAnnotationThatIsNotSigned() {
    List<String> trust = new ArrayList<>(ours());
    trust.add("--annotations=version=v2");

    assertRefused(signed, "claims: ", trust);
  }

  @Test
  void aSignatureThatIsInNoLogWhereOneIsAskedFor() {
    Path root = SharedData.require("cosign/shared/trusted_root_prod.json");

    assertRefused(signed, "log", List.of("--key=" + key("ours"), "--trusted-root=" + root));
  }

  @Test
  void anAttestationThatNobodyMade() {
    Tool.Outcome outcome = run(ours(), "verify-attestation", "--type=slsaprovenance1", signed);

    assertThat(outcome.exit()).isEqualTo(ExitCode.REFUSED);
    assertThat(outcome.err())
        .contains("no attestation is accepted: ", "the signed predicate type is ", "slsa.dev");
  }

  @Test
  void aPolicyThatNamesAnotherKey() throws IOException {
    Path policy = folder.resolve("policy.json");
    Files.writeString(policy, policy(key("ours")));
    run(List.of("--policy=" + policy), "verify", signed).orFail();

    Files.writeString(policy, policy(key("theirs")));
    assertRefused(signed, "the signature does not fit", List.of("--policy=" + policy));
    Files.writeString(policy, "{\"default\": [{\"type\": \"reject\"}]}");
    assertRefused(signed, "policy.json", List.of("--policy=" + policy));
    assertThat(
            Tool.at(folder)
                .run("--policy", policy.toString(), "copy", signed, "oci:" + folder + "/m:t")
                .exit())
        .isEqualTo(ExitCode.REFUSED);
  }

  @Test
  void whatAPolicyAcceptsUnsignedIsNotVerified() throws IOException {
    Path policy = folder.resolve("policy.json");
    Files.writeString(policy, "{\"default\": [{\"type\": \"insecureAcceptAnything\"}]}");

    Tool.Outcome outcome =
        run(List.of("--policy=" + policy), "verify", "--json", unsigned).orFail();

    assertThat(outcome.out()).contains("\"accepted\": true", "\"verified\": false");
    assertThat(outcome.out()).doesNotContain("\"verified\": true");
    assertThat(outcome.err()).contains("nothing is verified");
  }

  @Test
  void theRepositoryThatWasSignedIsComparedByItsWholeName() {
    sign(signed, "ours", "--identity", "index.docker.io/library/cache:v7", "--format=legacy");
    List<String> trust = new ArrayList<>(ours());
    trust.add("--expect-repository=docker.io/library/cache");

    run(trust, "verify", signed).orFail();
    trust.set(trust.size() - 1, "--expect-repository=docker.io/other/cache");
    assertRefused(signed, "claims: ", trust);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "image-sig/mock-keyless-public-good-root | cosign/shared/trusted_root_prod.json | foo",
        "image-sig/mock-keyless-wrong-identity | trusted_root.json | mallory@example.com",
      })
  void whatTheRootOrTheIdentityDoesNotAccept(String name, String root, String identity)
      throws IOException {
    Path vector = SharedData.require("cosign/cases/" + name);
    Path trusted =
        root.contains("/") ? SharedData.require(root) : vector.resolve("trusted_root.json");
    List<String> trust =
        List.of(
            "--trusted-root=" + trusted,
            "--certificate-identity=" + identity,
            "--certificate-oidc-issuer=https://token.actions.githubusercontent.com");

    assertRefused("oci:" + vector.resolve("layout") + ":v1", "no signature is accepted", trust);
  }

  @Test
  void aFileWhoseCertificateWasExpired() {
    Path vector =
        SharedData.require("cosign/cases/bundle/conformance/intoto-expired-certificate_fail");
    Tool.Outcome outcome =
        Tool.at(folder)
            .run(
                "verify-blob",
                "--bundle=" + vector.resolve("bundle.sigstore.json"),
                "--trusted-root=" + vector.resolve("trusted_root.json"),
                "--certificate-identity-regexp=.*",
                "--certificate-oidc-issuer-regexp=.*",
                vector.resolve("artifact").toString());

    assertThat(outcome.exit()).isEqualTo(ExitCode.REFUSED);
    assertThat(outcome.err()).contains("error: verifying ", "certificate");
  }

  private void assertRefused(String image, String message, List<String> trust) {
    Path target = folder.resolve("target");
    assertRefused(message, run(trust, "verify", image));
    assertRefused(message, run(trust, "extract", "--no-gpu", "-i", image, "-d", target.toString()));
    assertRefused(message, run(trust, "copy", image, "oci:" + target));
    assertThat(target).doesNotExist();
    assertUntouched(message, image, trust);
  }

  /** A cache of the user's own is there already. */
  private void assertUntouched(String message, String image, List<String> trust) {
    Path used = folder.resolve("used");
    try {
      Files.createDirectories(used.resolve("own"));
      Files.writeString(used.resolve("own/kernel.json"), "{}");
      Map<String, String> before = FileTrees.snapshot(used);
      assertRefused(
          message,
          run(
              trust,
              "extract",
              "--no-gpu",
              "--overwrite=always",
              "-i",
              image,
              "-d",
              used.toString()));
      assertThat(FileTrees.snapshot(used)).isEqualTo(before);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void assertRefused(String message, Tool.Outcome outcome) {
    assertThat(outcome.exit()).as(outcome.err()).isEqualTo(ExitCode.REFUSED);
    assertThat(outcome.err().lines().filter(line -> line.startsWith("error: ")))
        .singleElement()
        .asString()
        .contains(message);
  }

  private Tool.Outcome run(List<String> trust, String... command) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(1, trust);
    return Tool.at(folder).run(arguments.toArray(String[]::new));
  }

  private static List<String> ours() {
    return List.of("--key=" + key("ours"), NO_LOG);
  }

  private static Path key(String name) {
    return shared.resolve(name + ".pub");
  }

  private static String policy(Path key) {
    return "{\"default\": [{\"type\": \"reject\"}], \"transports\": {\"oci\": {\"\": [{\"type\":"
        + " \"sigstoreSigned\", \"keyPath\": \""
        + key
        + "\", \"signedIdentity\": {\"type\": \"exactRepository\", \"dockerRepository\": \""
        + REPOSITORY
        + "\"}}]}}}";
  }

  private static String tag(String image) {
    String raw = Tool.at(shared).run("inspect", "--format", "{{.Digest}}", image).orFail().out();
    return Digest.parse(raw.strip()).toString().replace(':', '-') + ".sig";
  }

  private static void create(String image, String cache) {
    String folder = Checkout.sampleCache(cache).toString();
    Tool.at(shared).run("create", "-i", image, "-d", folder).orFail();
  }

  private static void sign(String image, String key, String... options) {
    List<String> command =
        new ArrayList<>(List.of("sign", "--key=" + shared.resolve(key + ".key")));
    command.add("--password-file=" + shared.resolve("password"));
    command.addAll(List.of(options));
    command.add(image);
    Tool.at(shared).run(command.toArray(String[]::new)).orFail();
  }
}
