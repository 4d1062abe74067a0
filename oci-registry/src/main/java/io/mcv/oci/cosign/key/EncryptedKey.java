package io.mcv.oci.cosign.key;

import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.encoding.Pem;
import io.mcv.oci.cosign.encoding.StrictBase64;
import io.mcv.oci.cosign.verdict.SignatureLimits;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonException;
import io.mcv.oci.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * What stands in the file of a private key, still encrypted: PEM around JSON.
 *
 * <pre>{@code
 * {"kdf":{"name":"scrypt","params":{"N":65536,"r":8,"p":1},"salt":"…"},
 *  "cipher":{"name":"nacl/secretbox","nonce":"…"},"ciphertext":"…"}
 * }</pre>
 *
 * @param cost scrypt's N: 128 r N bytes of memory. Those that cosign's library has written are
 *     taken, as the file comes from who knows whom, and a large one would take all there is
 * @param salt of scrypt
 * @param nonce of the box
 * @param box the encrypted key
 */
record EncryptedKey(int cost, Bytes salt, Bytes nonce, Bytes box) {
  static final int DEFAULT_COST = 65536;
  static final int BLOCK_SIZE = 8;
  static final int PARALLELIZATION = 1;
  static final int SALT_BYTES = 32;
  private static final Set<Long> COSTS = Set.of(32768L, 65536L, 131072L);
  private static final String LABEL = "ENCRYPTED SIGSTORE PRIVATE KEY";
  private static final String FORMER_LABEL = "ENCRYPTED COSIGN PRIVATE KEY";

  static EncryptedKey parse(byte[] text, String what) throws KeyFileException {
    if (text.length > SignatureLimits.MAX_KEY_BYTES) {
      throw new KeyFileException(
          what + " is too large for a key: at most " + SignatureLimits.MAX_KEY_BYTES + " bytes");
    }
    try {
      List<Pem> blocks = Pem.parse(new String(text, StandardCharsets.UTF_8), what);
      if (blocks.size() != 1) {
        throw new KeyFileException(
            what + " must hold one private key in PEM, and has " + blocks.size());
      }
      return parse(blocks.get(0), what);
    } catch (JsonException e) {
      throw new KeyFileException(what + " is not as cosign writes it: " + e.getMessage(), e);
    } catch (SignatureRejectedException e) {
      throw new KeyFileException(String.valueOf(e.getMessage()), e);
    }
  }

  private static EncryptedKey parse(Pem block, String what)
      throws KeyFileException, JsonException, SignatureRejectedException {
    if (!block.label().equals(LABEL) && !block.label().equals(FORMER_LABEL)) {
      throw new KeyFileException(
          block.label().endsWith("PRIVATE KEY")
              ? what + " is not encrypted by cosign: make it so with cosign import-key-pair"
              : what + " is no private key: give the one that cosign calls cosign.key");
    }
    JsonObject file = Json.parseObject(block.content().toArray());
    JsonObject derivation = file.object("kdf");
    JsonObject parameters = derivation.object("params");
    JsonObject cipher = file.object("cipher");
    if (!derivation.string("name").equals("scrypt")
        || !cipher.string("name").equals("nacl/secretbox")) {
      throw new KeyFileException(
          what + " is encrypted in another way than by scrypt and nacl/secretbox");
    }
    long cost = parameters.integer("N");
    if (!COSTS.contains(cost)
        || parameters.integer("r") != BLOCK_SIZE
        || parameters.integer("p") != PARALLELIZATION) {
      throw new KeyFileException(
          what + " asks for other costs of scrypt than cosign has: N=65536, r=8, p=1");
    }
    return new EncryptedKey(
        (int) cost,
        bytes(derivation, "salt", SALT_BYTES, what),
        bytes(cipher, "nonce", SecretBox.NONCE_BYTES, what),
        StrictBase64.decode(file.string("ciphertext"), "the ciphertext in " + what));
  }

  private static Bytes bytes(JsonObject object, String name, int size, String what)
      throws KeyFileException, JsonException, SignatureRejectedException {
    Bytes bytes = StrictBase64.decode(object.string(name), "the " + name + " in " + what);
    if (bytes.size() != size) {
      throw new KeyFileException(what + " has a " + name + " that is not " + size + " bytes long");
    }
    return bytes;
  }

  /** As cosign writes it, to the byte but for what is chosen by chance. */
  String text() {
    String json =
        "{\"kdf\":{\"name\":\"scrypt\",\"params\":{\"N\":%d,\"r\":%d,\"p\":%d},\"salt\":\"%s\"},"
                .formatted(cost, BLOCK_SIZE, PARALLELIZATION, salt.base64())
            + "\"cipher\":{\"name\":\"nacl/secretbox\",\"nonce\":\"%s\"},\"ciphertext\":\"%s\"}"
                .formatted(nonce.base64(), box.base64());
    return new Pem(LABEL, Bytes.of(json.getBytes(StandardCharsets.UTF_8))).text();
  }
}
