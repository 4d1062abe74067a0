package io.mcv.oci.cosign.key;

/** The kinds of keys that sign. */
public enum KeyType {
  /** ECDSA on P-256: what every tool knows. */
  ECDSA_P256("P-256", "EC", 256, SignatureScheme.ECDSA_SHA256),
  /** ECDSA on P-384. */
  ECDSA_P384("P-384", "EC", 384, SignatureScheme.ECDSA_SHA256),
  /** ECDSA on P-521. */
  ECDSA_P521("P-521", "EC", 521, SignatureScheme.ECDSA_SHA256),
  /** RSA of 2048 bits. */
  RSA_2048("RSA-2048", "RSA", 2048, SignatureScheme.RSA_PKCS1_SHA256),
  /** RSA of 3072 bits. */
  RSA_3072("RSA-3072", "RSA", 3072, SignatureScheme.RSA_PKCS1_SHA256),
  /** RSA of 4096 bits. */
  RSA_4096("RSA-4096", "RSA", 4096, SignatureScheme.RSA_PKCS1_SHA256),
  /** Ed25519. */
  ED25519("Ed25519", "Ed25519", 255, SignatureScheme.ED25519);

  private final String words;
  private final String jdkName;
  private final int size;
  private final SignatureScheme commonScheme;

  KeyType(String words, String jdkName, int size, SignatureScheme commonScheme) {
    this.words = words;
    this.jdkName = jdkName;
    this.size = size;
    this.commonScheme = commonScheme;
  }

  /** As a person reads it. */
  public String words() {
    return words;
  }

  /**
   * The scheme that cosign 2 and 3 both verify by default with such a key, which for P-384, P-521
   * and Ed25519 is not the one that cosign 3 signs with.
   */
  public SignatureScheme commonScheme() {
    return commonScheme;
  }

  String jdkName() {
    return jdkName;
  }

  int size() {
    return size;
  }
}
