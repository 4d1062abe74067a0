package io.mcv.oci.cosign.key;

import java.util.List;

/** What a public key is for, and by which schemes its signatures are checked by default. */
enum KeyAlgorithm {
  P256("P-256", SignatureScheme.ECDSA_SHA256),
  P384("P-384", SignatureScheme.ECDSA_SHA384, SignatureScheme.ECDSA_SHA256),
  P521("P-521", SignatureScheme.ECDSA_SHA512, SignatureScheme.ECDSA_SHA256),
  RSA("RSA", SignatureScheme.RSA_PKCS1_SHA256),
  ED25519("Ed25519", SignatureScheme.ED25519, SignatureScheme.ED25519_PH);

  private final String words;
  private final List<SignatureScheme> schemes;

  KeyAlgorithm(String words, SignatureScheme... schemes) {
    this.words = words;
    this.schemes = List.of(schemes);
  }

  String words() {
    return words;
  }

  /** Newer versions of cosign hash as the curve asks for, older ones by SHA-256 always. */
  List<SignatureScheme> schemes() {
    return schemes;
  }

  /** Whether a key of this kind can sign so at all. */
  boolean allows(SignatureScheme scheme) {
    return switch (scheme) {
      case ECDSA_SHA256, ECDSA_SHA384, ECDSA_SHA512 -> this == P256 || this == P384 || this == P521;
      case RSA_PKCS1_SHA256, RSA_PSS_SHA256, RSA_PSS_SHA384, RSA_PSS_SHA512 -> this == RSA;
      case ED25519, ED25519_PH -> this == ED25519;
    };
  }
}
