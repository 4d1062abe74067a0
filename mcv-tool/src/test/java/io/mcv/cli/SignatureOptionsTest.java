package io.mcv.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.testing.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options of signatures that do not say whom to trust: nothing is begun. */
class SignatureOptionsTest {
  private static final String IDENTITY = " --certificate-identity=ann@example.com";
  private static final String ISSUER = " --certificate-oidc-issuer=https://accounts.example.com";

  @TempDir static Path folder = Path.of("");
  private static String image = "";

  /** Once: nothing that is refused changes anything. */
  @BeforeAll
  static void createImage() throws IOException {
    image = "oci:" + folder.resolve("layout") + ":t";
    Path cache = Checkout.sampleCache("triton-vector-add");
    Tool.at(folder).run("create", "-i", image, "-d", cache.toString()).orFail();
    Files.writeString(folder.resolve("garbage"), "no key, no root, no policy");
    Files.writeString(folder.resolve("empty.json"), "{}");
    Files.writeString(
        folder.resolve("keyless.json"),
        "{\"default\": [{\"type\": \"sigstoreSigned\", \"keyPath\": \"/nowhere/cosign.pub\"}]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--insecure-ignore-tlog | nobody is named whose signature would be accepted",
        "--trusted-root=HERE/garbage | nobody is named",
        "--key=HERE/garbage" + IDENTITY + " | known by a key or by a certificate",
        "--certificate-identity=a | give both --certificate-identity and",
        "--certificate-oidc-issuer=a | give both --certificate-identity and",
        "--certificate-identity=a --certificate-identity-regexp=b | -regexp, not both",
        "--certificate-identity-regexp=(" + ISSUER + " | is no regular expression",
        IDENTITY + ISSUER + " | give --trusted-root FILE",
        "--key=HERE/missing | there is no file or folder HERE/missing",
        "--key=HERE | HERE: is a folder",
        "--key=HERE/garbage --insecure-ignore-tlog | HERE/garbage",
        "--trusted-root=HERE/garbage" + IDENTITY + ISSUER + " | HERE/garbage",
        "--trusted-root=HERE/missing" + IDENTITY + ISSUER + " | no file or folder HERE/missing",
        "--policy=HERE/missing | there is no file or folder HERE/missing",
        "--policy=default | there is neither HERE/.config/containers/policy.json nor",
        "--policy=HERE/empty.json --insecure-ignore-tlog | --policy says itself",
        "--policy=HERE/empty.json --annotations=a=b | --policy says itself"
      })
  void areAWrongCommandLine(String options, String message) {
    assertRefused(options, message, ExitCode.USAGE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--policy=HERE/empty.json | HERE/empty.json",
        "--policy=HERE/garbage | HERE/garbage",
        "--policy=HERE/keyless.json | /nowhere/cosign.pub"
      })
  void aPolicyThatCannotBeFollowedRefuses(String options, String message) {
    assertRefused(options, message, ExitCode.REFUSED);
  }

  @Test
  void nothingButAnOptionIsMissingInVerify() {
    assertThat(Tool.at(folder).run("verify", image).exit()).isEqualTo(ExitCode.USAGE);
    assertThat(Tool.at(folder).run("verify-blob", "--bundle=b", "f").exit())
        .isEqualTo(ExitCode.USAGE);
    Tool.Outcome outcome =
        Tool.at(folder).run("verify-attestation", "--type=spdxjsn", "--key=k", image);
    assertThat(outcome.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(outcome.err()).contains("spdxjsn");
  }

  private static void assertRefused(String options, String message, int exit) {
    Path target = folder.resolve("target");
    assertRefused(exit, message, options, "verify", image);
    assertRefused(exit, message, options, "extract", "--no-gpu", "-i", image, "-d" + target);
    assertRefused(exit, message, options, "copy", image, "oci:" + target);
    assertThat(target).doesNotExist();
  }

  private static void assertRefused(int exit, String message, String options, String... command) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(1, List.of(options.strip().replace("HERE", folder.toString()).split(" ")));
    Tool.Outcome outcome = Tool.at(folder).run(arguments.toArray(String[]::new));
    assertThat(outcome.err().lines().toList()).hasSize(1);
    assertThat(outcome.err()).contains(message.replace("HERE", folder.toString()));
    assertThat(outcome.exit()).isEqualTo(exit);
    assertThat(outcome.out()).isEmpty();
  }
}
