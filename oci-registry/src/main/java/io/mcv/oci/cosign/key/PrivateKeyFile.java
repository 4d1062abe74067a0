package io.mcv.oci.cosign.key;

import io.mcv.oci.cosign.encoding.Bytes;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.generators.SCrypt;

/**
 * cosign's file of an encrypted private key: scrypt and NaCl's secretbox around PKCS #8.
 *
 * <p>The key of the box is {@code scrypt(password in UTF-8, salt, N, r, p, 32)}. A wrong password
 * and a changed file look alike: the box does not open. Out of scope: keys that are not encrypted,
 * or are in the forms of openssl; {@code cosign import-key-pair} makes such a file of them.
 */
public final class PrivateKeyFile {
  private PrivateKeyFile() {}

  /**
   * Decrypts a key.
   *
   * @param password may be empty; stays as it is
   * @param what it is, for the error
   * @throws KeyFileException if it is none, costs more than cosign's files do, or the password is
   *     another
   */
  public static SigningKey read(byte[] text, char[] password, String what) throws KeyFileException {
    EncryptedKey encrypted = EncryptedKey.parse(text, what);
    byte[] key = boxKey(password, encrypted.salt(), encrypted.cost());
    byte[] pkcs8 = new SecretBox(key, encrypted.nonce().toArray()).open(encrypted.box().toArray());
    Arrays.fill(key, (byte) 0);
    if (pkcs8 == null) {
      throw new KeyFileException(
          what + " does not open: the password is another, or it is damaged");
    }
    try {
      return SigningKey.ofPkcs8(pkcs8, what);
    } finally {
      Arrays.fill(pkcs8, (byte) 0);
    }
  }

  /**
   * Encrypts a key, with a fresh salt and nonce.
   *
   * @param password may be empty; stays as it is
   */
  public static String write(SigningKey key, char[] password) {
    SecureRandom random = new SecureRandom();
    Bytes salt = random(random, EncryptedKey.SALT_BYTES);
    Bytes nonce = random(random, SecretBox.NONCE_BYTES);
    byte[] boxKey = boxKey(password, salt, EncryptedKey.DEFAULT_COST);
    byte[] pkcs8 = key.pkcs8();
    Bytes box = Bytes.of(new SecretBox(boxKey, nonce.toArray()).seal(pkcs8));
    Arrays.fill(boxKey, (byte) 0);
    Arrays.fill(pkcs8, (byte) 0);
    return new EncryptedKey(EncryptedKey.DEFAULT_COST, salt, nonce, box).text();
  }

  private static Bytes random(SecureRandom random, int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return Bytes.of(bytes);
  }

  private static byte[] boxKey(char[] password, Bytes salt, int cost) {
    ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(password));
    byte[] secret = new byte[encoded.remaining()];
    encoded.get(secret);
    Arrays.fill(encoded.array(), (byte) 0);
    try {
      return SCrypt.generate(
          secret,
          salt.toArray(),
          cost,
          EncryptedKey.BLOCK_SIZE,
          EncryptedKey.PARALLELIZATION,
          SecretBox.KEY_BYTES);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }
}
