package io.mcv.oci.cosign.trust;

import io.mcv.oci.cosign.key.SignatureScheme;
import org.jspecify.annotations.Nullable;

/**
 * The names of algorithms in trusted roots and in entries of Rekor 2, the enum {@code
 * PublicKeyDetails} of Sigstore's {@code sigstore_common.proto}. A name that is not here is one
 * that cannot be checked.
 */
public enum KeyDetails {
  PKIX_ECDSA_P256_SHA_256(SignatureScheme.ECDSA_SHA256),
  PKIX_ECDSA_P384_SHA_384(SignatureScheme.ECDSA_SHA384),
  PKIX_ECDSA_P521_SHA_512(SignatureScheme.ECDSA_SHA512),
  PKIX_ED25519(SignatureScheme.ED25519),
  PKIX_ED25519_PH(SignatureScheme.ED25519_PH),
  PKIX_RSA_PKCS1V15_2048_SHA256(SignatureScheme.RSA_PKCS1_SHA256),
  PKIX_RSA_PKCS1V15_3072_SHA256(SignatureScheme.RSA_PKCS1_SHA256),
  PKIX_RSA_PKCS1V15_4096_SHA256(SignatureScheme.RSA_PKCS1_SHA256),
  PKIX_RSA_PSS_2048_SHA256(SignatureScheme.RSA_PSS_SHA256),
  PKIX_RSA_PSS_3072_SHA256(SignatureScheme.RSA_PSS_SHA256),
  PKIX_RSA_PSS_4096_SHA256(SignatureScheme.RSA_PSS_SHA256),
  /** The old name with the key in its PKCS #1 form; the public staging instance has one still. */
  PKCS1_RSA_PKCS1V5(SignatureScheme.RSA_PKCS1_SHA256);

  private final SignatureScheme scheme;

  KeyDetails(SignatureScheme scheme) {
    this.scheme = scheme;
  }

  /** The one of this name; null where it is not known. */
  public static @Nullable KeyDetails of(String name) {
    for (KeyDetails each : values()) {
      if (each.name().equals(name)) {
        return each;
      }
    }
    return null;
  }

  /** How such a key signs. */
  public SignatureScheme scheme() {
    return scheme;
  }
}
