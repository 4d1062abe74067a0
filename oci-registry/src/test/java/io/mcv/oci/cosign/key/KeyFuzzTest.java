package io.mcv.oci.cosign.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A damaged key is refused with a typed error, or is a key. */
@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KeyFuzzTest {
  private static final int MUTATIONS = 1500;
  private static final byte[] DIGITS =
      "0123456789AZaz{}[]\",:-=\n".getBytes(StandardCharsets.UTF_8);

  private static final SignedContent MESSAGE = SignedContent.of(new byte[] {1});
  private static final Bytes SIGNATURE = Bytes.of(new byte[64]);

  /** Reads mutants. */
  @FunctionalInterface
  private interface Parser {
    void parse(byte[] text) throws IOException;
  }

  @Test
  void publicKeysInPem() throws IOException {
    fuzz(read("ecp256", "cosign.pub"), MUTATIONS, KeyFuzzTest::publicKey);
    fuzz(read("rsa2048", "cosign.pub"), MUTATIONS, KeyFuzzTest::publicKey);
    fuzz(read("ed25519", "cosign.pub"), MUTATIONS, KeyFuzzTest::publicKey);
  }

  @Test
  void jsonWebKeys() {
    String elliptic =
        "{\"kty\":\"EC\",\"crv\":\"P-256\",\"alg\":\"ES256\",\"use\":\"sig\",\"nbf\":1,\"exp\":2,"
            + "\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\","
            + "\"y\":\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\"}";
    String edwards =
        "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"key_ops\":[\"verify\"],"
            + "\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}";
    String rsa =
        "{\"kty\":\"RSA\",\"alg\":\"PS256\",\"e\":\"AQAB\",\"n\":\"" + "wA9v".repeat(86) + "\"}";
    for (String json : new String[] {elliptic, edwards, rsa}) {
      fuzz(json.getBytes(StandardCharsets.UTF_8), MUTATIONS, KeyFuzzTest::publicKey);
    }
  }

  @Test
  void subjectPublicKeys() throws IOException {
    for (String name : new String[] {"ecp256", "p521", "rsa2048", "ed25519"}) {
      Bytes spki = VerificationKey.parse(read(name, "cosign.pub"), name).spki();
      fuzz(
          spki.toArray(),
          MUTATIONS,
          der -> VerificationKey.ofSpki(Bytes.of(der), "the key").verify(MESSAGE, SIGNATURE));
    }
  }

  @Test
  void privateKeyFiles() throws IOException {
    fuzz(read("ecp256", "cosign.key"), MUTATIONS, text -> EncryptedKey.parse(text, "the key"));
  }

  @Test
  void decryptedKeys() throws IOException {
    fuzz(VectorKeys.pkcs8("p521"), MUTATIONS, KeyFuzzTest::privateKey);
    fuzz(VectorKeys.pkcs8("ed25519"), MUTATIONS, KeyFuzzTest::privateKey);
    fuzz(VectorKeys.pkcs8("rsa2048"), MUTATIONS / 10, KeyFuzzTest::privateKey);
  }

  @Test
  void signatures() throws IOException {
    for (KeyType type : new KeyType[] {KeyType.ECDSA_P256, KeyType.ED25519}) {
      SigningKey key = SigningKey.generate(type);
      byte[] message = {1};
      byte[] signature = key.sign(message, type.commonScheme()).toArray();
      fuzz(
          signature,
          MUTATIONS / 3,
          mutant -> {
            key.publicKey().verify(SignedContent.of(message), Bytes.of(mutant));
            assertThat(mutant).as("a second signature").isEqualTo(signature);
          });
    }
  }

  private static void publicKey(byte[] text) throws IOException {
    VerificationKey.parse(text, "the key").verify(MESSAGE, SIGNATURE);
  }

  private static void privateKey(byte[] der) throws IOException {
    SigningKey.ofPkcs8(der, "the key");
  }

  private static byte[] read(String name, String file) throws IOException {
    return Files.readAllBytes(VectorKeys.folder(name).resolve(file));
  }

  private static void fuzz(byte[] original, int mutations, Parser parser) {
    for (int seed = 0; seed < mutations; seed++) {
      try {
        parser.parse(mutate(original, new Random(seed)));
      } catch (KeyFileException | SignatureRejectedException e) {
        assertThat(e.getMessage()).as("seed " + seed).isNotEmpty();
      } catch (IOException | RuntimeException e) {
        fail("seed " + seed, e);
      }
    }
  }

  private static byte[] mutate(byte[] original, Random random) {
    byte[] mutant = original.clone();
    for (int i = random.nextInt(4); i >= 0 && mutant.length > 0; i--) {
      int at = random.nextInt(mutant.length);
      switch (random.nextInt(8)) {
        case 0 -> mutant = Arrays.copyOf(mutant, at);
        case 1 -> mutant = without(mutant, at, random.nextInt(8));
        case 2, 3 -> mutant[at] = DIGITS[random.nextInt(DIGITS.length)];
        case 4 -> System.arraycopy(mutant, 0, mutant, at, Math.min(mutant.length - at, 20));
        default -> mutant[at] ^= (byte) (1 << random.nextInt(8));
      }
    }
    return mutant;
  }

  private static byte[] without(byte[] bytes, int at, int count) {
    int end = Math.min(bytes.length, at + count);
    byte[] rest = Arrays.copyOf(bytes, bytes.length - (end - at));
    System.arraycopy(bytes, end, rest, at, bytes.length - end);
    return rest;
  }
}
