package io.mcv.signing;

import io.mcv.oci.cosign.key.KeyType;
import io.mcv.oci.cosign.key.PrivateKeyFile;
import io.mcv.oci.cosign.key.SigningKey;
import io.mcv.testing.cosign.CosignPeer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A pair of keys in files, as cosign has them, under the password of {@link CosignPeer}.
 *
 * @param privateKey encrypted
 * @param publicKey PEM
 */
record Keys(Path privateKey, Path publicKey) {

  /** A new pair. */
  static Keys generate(KeyType type, Path folder) throws IOException {
    SigningKey key = SigningKey.generate(type);
    Path privateKey = folder.resolve(type + ".key");
    Path publicKey = folder.resolve(type + ".pub");
    Files.writeString(privateKey, PrivateKeyFile.write(key, CosignPeer.PASSWORD.toCharArray()));
    Files.writeString(publicKey, key.publicPem());
    return new Keys(privateKey, publicKey);
  }
}
