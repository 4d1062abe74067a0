package io.mcv.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.key.HashAlgorithm;
import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonObject;
import io.mcv.testing.Checkout;
import io.mcv.testing.SharedData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code verify-attestation}, {@code verify-blob}, and policies of names. */
class VerifyCommandsTest {
  private static final String NO_LOG = "--insecure-ignore-tlog";
  private static final String CUSTOM = "https://cosign.sigstore.dev/attestation/v1";

  @TempDir Path folder = Path.of("");

  @Test
  void theStatementsThatAreAcceptedArePrinted() throws IOException {
    Path vector = SharedData.require("cosign/cases/image-att/gen-ecp256-att2");
    JsonObject json =
        json(
            "verify-attestation",
            "--type=custom",
            "--key=" + vector.resolve("key.pub"),
            NO_LOG,
            "oci:" + vector.resolve("layout") + ":v1");

    JsonObject image = first(json, "images");
    assertThat(json.flag("verified")).isTrue();
    assertThat(image.string("digest")).isEqualTo(json.string("digest"));
    JsonObject signature = first(image, "signatures");
    assertThat(signature.string("form")).isEqualTo("envelope");
    byte[] statement = Base64.getDecoder().decode(signature.string("payload"));
    assertThat(Json.parseObject(statement).string("predicateType")).isEqualTo(CUSTOM);
  }

  @Test
  void aFileIsVerifiedByItsBundle() throws IOException {
    Path vector = vector("happy-path-v0.3");
    String artifact = vector.resolve("artifact").toString();
    String digest = "sha256:" + digest(vector.resolve("artifact"));

    assertThat(verifyBlob(vector, artifact).exit()).isZero();
    assertThat(verifyBlob(vector, digest).exit()).isZero();
    assertThat(verifyBlob(vector, artifact, "--json").orFail().out())
        .contains("\"verified\": true", "\"form\": \"bundle\"");
    assertRefused(verifyBlob(vector, artifact, "--type=custom"));
    assertRefused(verifyBlob(vector, "sha256:" + "0".repeat(64)));
    assertRefused(verifyBlob(vector("message-digest-mismatch_fail"), artifact));
  }

  @Test
  void filesThatCannotBeReadAreAWrongCommandLine() throws IOException {
    Path vector = vector("happy-path-v0.3");

    assertThat(verifyBlob(vector, folder.resolve("missing").toString()).exit())
        .isEqualTo(ExitCode.USAGE);
    assertThat(verifyBlob(folder, vector.resolve("artifact").toString()).exit())
        .isEqualTo(ExitCode.USAGE);
    assertThat(verifyBlob(vector, "sha256:12").err()).contains("sha256:12 is no digest");
  }

  @Test
  void aBareNameStandsUnderTheRepositoryThatItMeansInThePolicyOfTheUser() throws IOException {
    Tool tool = Tool.at(folder).with("COSIGN_PASSWORD", "");
    String key = folder.resolve("cosign").toString();
    tool.run("generate-key-pair", "--output-key-prefix=" + key).orFail();
    Path policy = folder.resolve(".config/containers/policy.json");
    Files.createDirectories(Objects.requireNonNull(policy.getParent()));
    Files.writeString(
        policy,
        "{\"default\": [{\"type\": \"reject\"}], \"transports\": {\"docker\": {\"quay.io/team\":"
            + " [{\"type\": \"sigstoreSigned\", \"keyPath\": \""
            + key
            + ".pub\", \"signedIdentity\": {\"type\": \"matchRepository\"}}]}}}");
    for (String name : List.of("quay.io/team/cache:v1", "quay.io/others/cache:v1")) {
      String cache = Checkout.sampleCache("triton-vector-add").toString();
      tool.run("create", "-i", name, "-d", cache).orFail();
      tool.run("sign", "--key=" + key + ".key", name).orFail();
    }

    Path target = folder.resolve("target");
    Tool.Outcome refused = extract(tool, "quay.io/others/cache:v1", target);
    assertThat(refused.exit()).as(refused.err()).isEqualTo(ExitCode.REFUSED);
    assertThat(target).doesNotExist();
    assertThat(extract(tool, "quay.io/team/cache:v1", target).orFail().err())
        .contains("policy.json");
    assertThat(target).isNotEmptyDirectory();
  }

  private static Tool.Outcome extract(Tool tool, String image, Path target) {
    return tool.run(
        "extract", "--no-gpu", "--policy=default", "-i", image, "-d", target.toString());
  }

  private Tool.Outcome verifyBlob(Path vector, String file, String... options) {
    List<String> line =
        new ArrayList<>(
            List.of(
                "verify-blob",
                "--bundle=" + vector.resolve("bundle.sigstore.json"),
                "--trusted-root=" + SharedData.require("cosign/shared/trusted_root_prod.json"),
                "--certificate-identity-regexp=https://github\\.com/sigstore-conformance/.*",
                "--certificate-oidc-issuer=https://token.actions.githubusercontent.com"));
    line.addAll(List.of(options));
    line.add(file);
    return Tool.at(folder).run(line.toArray(String[]::new));
  }

  private static void assertRefused(Tool.Outcome outcome) {
    assertThat(outcome.exit()).as(outcome.err()).isEqualTo(ExitCode.REFUSED);
    assertThat(outcome.err()).startsWith("error: verifying ");
  }

  private static Path vector(String name) {
    return SharedData.require("cosign/cases/bundle/conformance/" + name);
  }

  private static String digest(Path file) throws IOException {
    return Bytes.of(Files.readAllBytes(file)).hash(HashAlgorithm.SHA256.newMessageDigest()).hex();
  }

  private JsonObject json(String... command) throws IOException {
    List<String> line = new ArrayList<>(List.of(command));
    line.add(1, "--json");
    String out = Tool.at(folder).run(line.toArray(String[]::new)).orFail().out();
    return Json.parseObject(out.getBytes(StandardCharsets.UTF_8));
  }

  private static JsonObject first(JsonObject json, String name) throws IOException {
    return Objects.requireNonNull(json.optionalObjects(name)).get(0);
  }
}
