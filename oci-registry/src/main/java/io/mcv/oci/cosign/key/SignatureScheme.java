package io.mcv.oci.cosign.key;

/** How a key signs bytes. ECDSA signatures are DER, never the two numbers side by side. */
public enum SignatureScheme {
  /** ECDSA over SHA-256. */
  ECDSA_SHA256("ECDSA with SHA-256", HashAlgorithm.SHA256),
  /** ECDSA over SHA-384. */
  ECDSA_SHA384("ECDSA with SHA-384", HashAlgorithm.SHA384),
  /** ECDSA over SHA-512. */
  ECDSA_SHA512("ECDSA with SHA-512", HashAlgorithm.SHA512),
  /** RSA, PKCS #1 v1.5, over SHA-256. */
  RSA_PKCS1_SHA256("RSA PKCS #1 v1.5 with SHA-256", HashAlgorithm.SHA256),
  /** RSA, PSS with a salt as long as the hash, over SHA-256. */
  RSA_PSS_SHA256("RSA PSS with SHA-256", HashAlgorithm.SHA256),
  /** RSA, PSS, over SHA-384. */
  RSA_PSS_SHA384("RSA PSS with SHA-384", HashAlgorithm.SHA384),
  /** RSA, PSS, over SHA-512. */
  RSA_PSS_SHA512("RSA PSS with SHA-512", HashAlgorithm.SHA512),
  /** Ed25519 over the bytes themselves. */
  ED25519("Ed25519", HashAlgorithm.SHA512),
  /** Ed25519ph, over their SHA-512. */
  ED25519_PH("Ed25519ph", HashAlgorithm.SHA512);

  private final String words;
  private final HashAlgorithm hash;

  SignatureScheme(String words, HashAlgorithm hash) {
    this.words = words;
    this.hash = hash;
  }

  /** As a person reads it. */
  public String words() {
    return words;
  }

  /** The hash function in it; pure Ed25519 is not over one hash of the content, but uses it. */
  public HashAlgorithm hash() {
    return hash;
  }
}
