package io.mcv.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.key.KeyType;
import io.mcv.oci.cosign.key.PrivateKeyFile;
import io.mcv.oci.cosign.key.SignatureScheme;
import io.mcv.oci.cosign.key.SignedContent;
import io.mcv.oci.cosign.key.SigningKey;
import io.mcv.oci.cosign.key.VerificationKey;
import io.mcv.testing.FileTrees;
import io.mcv.testing.cosign.CosignPeer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code generate-key-pair}: keys that we and cosign sign with. */
class GenerateKeyPairTest {
  private static final String PASSWORD = CosignPeer.PASSWORD;

  @TempDir Path folder = Path.of("");

  @ParameterizedTest
  @CsvSource({
    "'', ECDSA_P256",
    "--type=ecdsa-p256, ECDSA_P256",
    "--type=ecdsa-p384, ECDSA_P384",
    "--type=ecdsa-p521, ECDSA_P521",
    "--type=rsa-2048, RSA_2048",
    "--type=ed25519, ED25519"
  })
  void bothHalvesAreWritten(String option, KeyType type) throws IOException {
    Tool.Outcome outcome = option.isEmpty() ? generate("pair") : generate("pair", option);

    assertThat(outcome.orFail().out()).isEqualTo(folder.resolve("pair.pub") + "\n");
    assertThat(outcome.err())
        .isEqualTo("the private key is in " + folder.resolve("pair.key") + "\n");
    SigningKey key = read("pair", PASSWORD);
    assertThat(key.type()).isEqualTo(type);
    assertThat(key.publicKey())
        .isEqualTo(VerificationKey.parse(Files.readAllBytes(folder.resolve("pair.pub")), "it"));
    assertThat(permissions("pair.key")).isEqualTo("rw-------");
    assertThat(permissions("pair.pub")).isEqualTo("rw-r--r--");
    assertThat(FileTrees.snapshot(folder)).containsOnlyKeys("pair.key", "pair.pub");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pair.key", "pair.pub"})
  void aFileThatIsThereIsNeverOverwritten(String name) throws IOException {
    Files.writeString(folder.resolve(name), "of somebody");

    Tool.Outcome outcome = generate("pair");

    assertThat(outcome.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(outcome.err())
        .contains(folder.resolve(name) + " is there already", "--output-key-prefix")
        .hasLineCount(1);
    assertThat(FileTrees.snapshot(folder)).containsOnlyKeys(name);
    assertThat(folder.resolve(name)).hasContent("of somebody");
  }

  @Test
  void aFolderThatIsNotThereIsNotMade() throws IOException {
    Tool.Outcome outcome = generate("missing/pair");

    assertThat(outcome.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(outcome.err()).contains("there is no file or folder " + folder.resolve("missing"));
    assertThat(FileTrees.snapshot(folder)).isEmpty();
  }

  @Test
  void thePasswordComesFromAFileOrFromStandardInput() throws IOException {
    Path file = Files.writeString(folder.resolve("password"), "of the file\nanother line\n");
    Tool tool =
        Tool.at(folder).with("COSIGN_PASSWORD", "of the environment").withInput("of input\r\n");
    tool.run("generate-key-pair", prefix("a"), "--password-file=" + file).orFail();
    tool.run("generate-key-pair", prefix("b"), "--password-stdin").orFail();

    read("a", "of the file");
    read("b", "of input");
    assertThat(
            tool.run(
                    "generate-key-pair", prefix("c"), "--password-stdin", "--password-file=" + file)
                .exit())
        .isEqualTo(ExitCode.USAGE);
  }

  @Test
  void anEmptyVariableIsAnEmptyPassword() throws IOException {
    Tool.at(folder).with("COSIGN_PASSWORD", "").run("generate-key-pair", prefix("pair")).orFail();

    read("pair", "");
  }

  @Test
  void withoutAPasswordNothingIsMade() throws IOException {
    Tool.Outcome nobody = Tool.at(folder).run("generate-key-pair", prefix("pair"));
    Tool.Outcome missing =
        Tool.at(folder)
            .run("generate-key-pair", prefix("pair"), "--password-file=" + folder.resolve("none"));
    Tool.Outcome argument =
        Tool.at(folder).run("generate-key-pair", prefix("pair"), "--password=secret");

    assertThat(nobody.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(nobody.err()).contains("COSIGN_PASSWORD", "--password-file").hasLineCount(1);
    assertThat(missing.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(missing.err()).contains("there is no file or folder").hasLineCount(1);
    assertThat(argument.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(FileTrees.snapshot(folder)).isEmpty();
  }

  @Test
  void aTypeThatIsNotKnownIsAWrongCommandLine() {
    Tool.Outcome outcome = generate("pair", "--type=rsa-1024");

    assertThat(outcome.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(outcome.err()).contains("rsa-1024", "ecdsa-p256").hasLineCount(1);
  }

  @ParameterizedTest
  @EnumSource
  void cosignSignsWithOurKey(CosignPeer.Release release) throws IOException {
    CosignPeer cosign = CosignPeer.of(release, folder.resolve("home"));
    generate("pair").orFail();
    Path key = folder.resolve("pair.key");
    Path message = Files.writeString(folder.resolve("message"), "hello");
    Path signature = folder.resolve("signature");

    assertThat(cosign.run("public-key", "--key", key.toString()).orFail().out())
        .isEqualTo(Files.readString(folder.resolve("pair.pub")));
    if (release == CosignPeer.Release.V2) {
      signBlob(cosign, key, signature, message);
    } else {
      signBlob(
          cosign,
          key,
          signature,
          message,
          "--use-signing-config=false",
          "--new-bundle-format=false");
    }
    Bytes signed = Bytes.of(Base64.getDecoder().decode(Files.readString(signature).strip()));
    assertThat(read("pair", PASSWORD).publicKey().verify(SignedContent.ofFile(message), signed))
        .isEqualTo(SignatureScheme.ECDSA_SHA256);
  }

  @ParameterizedTest
  @EnumSource
  void weReadTheKeysOfCosign(CosignPeer.Release release) throws IOException {
    CosignPeer cosign = CosignPeer.of(release, folder.resolve("home"));

    Path key = cosign.generateKeyPair(folder, "theirs");

    SigningKey read = read("theirs", PASSWORD);
    assertThat(key).isEqualTo(folder.resolve("theirs.key"));
    assertThat(read.publicPem()).isEqualTo(Files.readString(folder.resolve("theirs.pub")));
  }

  private static void signBlob(
      CosignPeer cosign, Path key, Path signature, Path message, String... more) {
    List<String> arguments = new ArrayList<>(List.of("sign-blob", "--tlog-upload=false"));
    arguments.addAll(List.of("--key", key.toString()));
    arguments.addAll(List.of("--output-signature", signature.toString()));
    arguments.addAll(List.of(more));
    arguments.add(message.toString());
    cosign.run(arguments.toArray(String[]::new)).orFail();
  }

  private Tool.Outcome generate(String name, String... options) {
    String[] arguments = new String[options.length + 2];
    arguments[0] = "generate-key-pair";
    arguments[1] = prefix(name);
    System.arraycopy(options, 0, arguments, 2, options.length);
    return Tool.at(folder).with("COSIGN_PASSWORD", PASSWORD).run(arguments);
  }

  private String prefix(String name) {
    return "--output-key-prefix=" + folder.resolve(name);
  }

  private SigningKey read(String name, String password) throws IOException {
    Path file = folder.resolve(name + ".key");
    return PrivateKeyFile.read(Files.readAllBytes(file), password.toCharArray(), file.toString());
  }

  private String permissions(String name) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name)));
  }
}
