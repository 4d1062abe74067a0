package io.mcv.oci.cosign.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.encoding.Pem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The seven private keys of the vectors, our own files, and those that are none. */
class PrivateKeyFileTest {
  private static final char[] PASSWORD = "mcv-test".toCharArray();
  private static final byte[] MESSAGE = "message".getBytes(StandardCharsets.UTF_8);

  @ParameterizedTest
  @CsvSource({
    "ecp256, ECDSA_P256",
    "p521, ECDSA_P521",
    "rsa2048, RSA_2048",
    "rsa4096, RSA_4096",
    "ed25519, ED25519"
  })
  void aKeyOfCosignIsThatOfItsPublicHalf(String name, KeyType type) throws IOException {
    Path folder = VectorKeys.folder(name);

    SigningKey key = PrivateKeyFile.read(bytes(folder, "cosign.key"), PASSWORD, name);

    assertThat(key.type()).isEqualTo(type);
    assertThat(key.publicKey()).isEqualTo(VerificationKey.parse(bytes(folder, "cosign.pub"), name));
    assertThat(key.publicPem()).isEqualTo(Files.readString(folder.resolve("cosign.pub")));
    Bytes signature = key.sign(MESSAGE, type.commonScheme());
    assertThat(key.publicKey().verify(SignedContent.of(MESSAGE), signature))
        .isEqualTo(type.commonScheme());
  }

  @Test
  void anotherPasswordOpensNothing() throws IOException {
    byte[] file = bytes(VectorKeys.folder("ecp256-wrong-password"), "cosign.key");

    assertThatThrownBy(() -> PrivateKeyFile.read(file, "not-it".toCharArray(), "cosign.key"))
        .isInstanceOf(KeyFileException.class)
        .hasMessage("cosign.key does not open: the password is another, or it is damaged");
  }

  @Test
  void whatWasChangedDoesNotOpen() throws IOException {
    byte[] file = bytes(VectorKeys.folder("tampered-ciphertext"), "cosign.key");

    assertThatThrownBy(() -> PrivateKeyFile.read(file, PASSWORD, "cosign.key"))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining("does not open");
  }

  @Test
  void weReadWhatWeWriteWithAnEmptyPasswordAndWithOneBeyondAscii() throws IOException {
    SigningKey key = SigningKey.generate(KeyType.ECDSA_P384);
    for (String password : new String[] {"", "pä\u00dfwörd \ud83d\udd11"}) {
      String file = PrivateKeyFile.write(key, password.toCharArray());

      SigningKey read = PrivateKeyFile.read(utf8(file), password.toCharArray(), "the key");

      assertThat(read.publicKey()).isEqualTo(key.publicKey());
      assertThat(read.pkcs8()).isEqualTo(key.pkcs8());
    }
  }

  @Test
  void ourFileHasTheFormOfCosigns() throws IOException {
    String ours = PrivateKeyFile.write(SigningKey.generate(KeyType.ECDSA_P256), PASSWORD);
    String theirs = Files.readString(VectorKeys.folder("ecp256").resolve("cosign.key"));

    assertThat(withoutChance(ours)).isEqualTo(withoutChance(theirs));
    assertThat(ours.lines().findFirst()).isEqualTo(theirs.lines().findFirst());
    assertThat(ours.lines().skip(1).findFirst().orElseThrow()).hasSize(64);
  }

  @Test
  void theLabelOfOldIsRead() throws IOException {
    String old =
        Files.readString(VectorKeys.folder("ecp256").resolve("cosign.key"))
            .replace("SIGSTORE", "COSIGN");

    assertThat(EncryptedKey.parse(utf8(old), "the key").cost()).isEqualTo(65536);
  }

  @Test
  @Timeout(value = 1, unit = TimeUnit.SECONDS)
  void whatWouldTakeAllMemoryIsRefusedBeforeAnythingIsDone() throws IOException {
    for (String costs :
        new String[] {
          "{\"N\":1073741824,\"r\":8,\"p\":1}",
          "{\"N\":9223372036854775807,\"r\":8,\"p\":1}",
          "{\"N\":65536,\"r\":1073741824,\"p\":1}",
          "{\"N\":65536,\"r\":8,\"p\":1073741824}",
          "{\"N\":-1,\"r\":8,\"p\":1}",
          "{\"N\":1,\"r\":8,\"p\":1}"
        }) {
      byte[] file = withJson("{\"N\":65536,\"r\":8,\"p\":1}", costs);

      assertThatThrownBy(() -> PrivateKeyFile.read(file, PASSWORD, "cosign.key"))
          .isInstanceOf(KeyFileException.class)
          .hasMessageContaining("other costs of scrypt");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"name\":\"scrypt\" | \"name\":\"argon2\" | in another way",
        "nacl/secretbox | aes | in another way",
        "\"kdf\" | \"kdf\":1,\"kdf\" | not as cosign writes it",
        "\"salt\":\" | \"salt\":\"AAAA | salt",
        "\"nonce\":\" | \"nonce\":\"AAAA | nonce",
        "\"ciphertext\":\" | \"ciphertext\":\"! | ciphertext",
        "\"ciphertext\" | \"text\" | ciphertext is missing",
        "\"r\":8 | \"r\":\"8\" | kdf.params.r is not a whole number"
      })
  void everyFieldIsRead(String field, String instead, String message) throws IOException {
    byte[] file = withJson(field, instead);

    assertThatThrownBy(() -> EncryptedKey.parse(file, "cosign.key"))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining("cosign.key")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nothing", "-----BEGIN ENCRYPTED SIGSTORE PRIVATE KEY-----"})
  void whatIsNoKeyIsSaidToBeNone(String text) {
    assertThatThrownBy(() -> PrivateKeyFile.read(utf8(text), PASSWORD, "cosign.key"))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining("cosign.key");
  }

  @Test
  void aPlainKeyAndAPublicOneAreNamedAsSuch() throws IOException {
    byte[] plain = bytes(VectorKeys.folder("ed25519"), "plain-pkcs8.pem");
    byte[] published = bytes(VectorKeys.folder("ed25519"), "cosign.pub");

    assertThatThrownBy(() -> PrivateKeyFile.read(plain, PASSWORD, "cosign.key"))
        .hasMessageContaining("is not encrypted")
        .hasMessageContaining("cosign import-key-pair");
    assertThatThrownBy(() -> PrivateKeyFile.read(published, PASSWORD, "cosign.pub"))
        .hasMessage("cosign.pub is no private key: give the one that cosign calls cosign.key");
  }

  @Test
  void nothingShowsASecret() throws IOException {
    SigningKey key = VectorKeys.plain("ed25519");

    assertThat(key.toString()).isEqualTo("private half of " + key.publicKey());
  }

  /** A file of cosign with its JSON changed. */
  private static byte[] withJson(String field, String instead) throws IOException {
    String text = Files.readString(VectorKeys.folder("ecp256").resolve("cosign.key"));
    Pem pem = Pem.parse(text, "the vector").get(0);
    String json = new String(pem.content().toArray(), StandardCharsets.UTF_8);
    assertThat(json).contains(field);
    return utf8(new Pem(pem.label(), Bytes.of(utf8(json.replace(field, instead)))).text());
  }

  private static String withoutChance(String file) throws IOException {
    Pem pem = Pem.parse(file, "the file").get(0);
    return new String(pem.content().toArray(), StandardCharsets.UTF_8)
        .replaceAll("(salt|nonce|ciphertext)\":\"[^\"]+", "$1");
  }

  private static byte[] bytes(Path folder, String file) throws IOException {
    return Files.readAllBytes(folder.resolve(file));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
