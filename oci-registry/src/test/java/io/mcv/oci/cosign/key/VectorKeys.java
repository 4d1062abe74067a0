package io.mcv.oci.cosign.key;

import io.mcv.oci.cosign.encoding.Pem;
import io.mcv.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keys that cosign made or took in, with their plain form: to make RSA keys takes seconds. */
final class VectorKeys {
  private VectorKeys() {}

  static Path folder(String name) {
    return SharedData.require("cosign/cases/private-key/" + name);
  }

  /** The private key of a case, from its plain form. */
  static SigningKey plain(String name) throws IOException {
    return SigningKey.ofPkcs8(pkcs8(name), name);
  }

  /** Its PKCS #8. */
  static byte[] pkcs8(String name) throws IOException {
    String text = Files.readString(folder(name).resolve("plain-pkcs8.pem"));
    return Pem.parse(text, name).get(0).content().toArray();
  }
}
