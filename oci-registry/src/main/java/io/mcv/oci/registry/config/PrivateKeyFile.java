package io.mcv.oci.registry.config;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/**
 * Reads a private key in PEM that is not encrypted.
 *
 * <table>
 * <caption>Labels</caption>
 * <tr><td>{@code PRIVATE KEY}</td><td>PKCS#8, any algorithm</td></tr>
 * <tr><td>{@code RSA PRIVATE KEY}</td><td>PKCS#1</td></tr>
 * <tr><td>{@code EC PRIVATE KEY}</td><td>SEC 1</td></tr>
 * <tr><td>others, such as {@code EC PARAMETERS}</td><td>left</td></tr>
 * </table>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7468">RFC 7468</a>
 */
final class PrivateKeyFile {
  private static final String BEGIN = "-----BEGIN ";
  private static final String DASHES = "-----";

  private final Path file;

  PrivateKeyFile(Path file) {
    this.file = file;
  }

  /** The key, which must be the other half of this public key. */
  PrivateKey read(PublicKey publicKey) throws ConfigurationException {
    byte[] der = pkcs8(publicKey);
    try {
      PrivateKey key =
          KeyFactory.getInstance(publicKey.getAlgorithm())
              .generatePrivate(new PKCS8EncodedKeySpec(der));
      if (belongs(key, publicKey)) {
        return key;
      }
    } catch (GeneralSecurityException e) {
      throw new ConfigurationException(
          file,
          "holds no "
              + publicKey.getAlgorithm()
              + " key that can be read, which its certificate"
              + " has: copy both again from where they were made");
    }
    throw new ConfigurationException(
        file, "holds the key of another certificate: copy both again from where they were made");
  }

  private byte[] pkcs8(PublicKey publicKey) throws ConfigurationException {
    String text = new String(ConfigurationFile.bytes(file), StandardCharsets.ISO_8859_1);
    int begin = text.indexOf(BEGIN);
    while (begin >= 0) {
      int from = begin + BEGIN.length();
      int bodyStart = text.indexOf(DASHES, from);
      String label = bodyStart < 0 ? "" : text.substring(from, bodyStart);
      int end = text.indexOf("-----END " + label + DASHES, from);
      if (bodyStart < 0 || end < 0) {
        throw new ConfigurationException(file, "is cut off: a key in it has no end");
      }
      String body = text.substring(bodyStart + DASHES.length(), end);
      switch (label) {
        case "PRIVATE KEY" -> {
          return decoded(body);
        }
        case "RSA PRIVATE KEY", "EC PRIVATE KEY" -> {
          return PrivateKeyInfo.wrap(publicKey, decoded(body));
        }
        case "ENCRYPTED PRIVATE KEY" -> throw encrypted();
        default -> begin = text.indexOf(BEGIN, end);
      }
    }
    throw new ConfigurationException(file, "holds no private key in PEM");
  }

  private byte[] decoded(String body) throws ConfigurationException {
    // Older formats say so in a header within the block.
    if (body.contains("Proc-Type:") && body.contains("ENCRYPTED")) {
      throw encrypted();
    }
    try {
      return Base64.getDecoder().decode(body.replaceAll("\\s", ""));
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(file, "is damaged: its key is not in base64");
    }
  }

  private ConfigurationException encrypted() {
    return new ConfigurationException(
        file,
        "is encrypted, and nobody can be asked for its passphrase: write it in the clear, readable"
            + " by you alone, with openssl pkey -in OLD.key -out NEW.key");
  }

  private static boolean belongs(PrivateKey key, PublicKey publicKey)
      throws GeneralSecurityException {
    String algorithm =
        switch (publicKey.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> publicKey.getAlgorithm();
        };
    byte[] probe = {1, 2, 3};
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(key);
    signature.update(probe);
    byte[] signed = signature.sign();
    signature.initVerify(publicKey);
    signature.update(probe);
    return signature.verify(signed);
  }
}
