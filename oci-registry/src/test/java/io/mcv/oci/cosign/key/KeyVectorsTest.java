package io.mcv.oci.cosign.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonObject;
import io.mcv.testing.SharedData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signatures that cosign 2 and 3 made, with keys of every type: by which scheme they fit. */
class KeyVectorsTest {
  private static final String SIGNATURE = "dev.cosignproject.cosign/signature";

  @ParameterizedTest
  @CsvSource({
    "image-sig/gen-ecp256-sig3, P-256, ECDSA_SHA256",
    "image-sig/gen-p384-sig2, P-384, ECDSA_SHA256",
    "image-sig/gen-p521-sig2, P-521, ECDSA_SHA256",
    "image-sig/gen-rsa2048-sig2, RSA-2048, RSA_PKCS1_SHA256",
    "image-sig/gen-rsa2048-sig3, RSA-2048, RSA_PKCS1_SHA256",
    "image-sig/gen-rsa3072-sig3, RSA-3072, RSA_PKCS1_SHA256",
    "image-sig/gen-rsa4096-sig3, RSA-4096, RSA_PKCS1_SHA256",
    "image-sig/gen-ed25519-sig3, Ed25519, ED25519_PH"
  })
  void aSignatureOfCosignFits(String name, String kind, SignatureScheme scheme) throws IOException {
    Path folder = SharedData.require("cosign/cases/" + name);
    VerificationKey key =
        VerificationKey.parse(Files.readAllBytes(folder.resolve("key.pub")), "key.pub");
    assertThat(key.kind()).isEqualTo(kind);

    JsonObject layer = signedLayer(folder.resolve("layout/blobs/sha256"));
    String digest = layer.string("digest").substring("sha256:".length());
    byte[] payload = Files.readAllBytes(folder.resolve("layout/blobs/sha256/" + digest));
    String signature = layer.object("annotations").string(SIGNATURE);

    assertThat(
            key.verify(SignedContent.of(payload), Bytes.of(Base64.getDecoder().decode(signature))))
        .isEqualTo(scheme);
  }

  /** The layer of the first manifest that has one with a signature. */
  private static JsonObject signedLayer(Path blobs) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(blobs)) {
      files = all.toList();
    }
    for (Path file : files) {
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      if (text.startsWith("{") && text.contains(SIGNATURE)) {
        return Objects.requireNonNull(
                Json.parseObject(Files.readAllBytes(file)).optionalObjects("layers"))
            .get(0);
      }
    }
    throw new IOException("no signature in " + blobs);
  }
}
