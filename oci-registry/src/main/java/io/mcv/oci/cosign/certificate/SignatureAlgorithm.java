package io.mcv.oci.cosign.certificate;

import io.mcv.oci.cosign.key.HashAlgorithm;
import io.mcv.oci.cosign.key.VerificationKey;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.jspecify.annotations.Nullable;

/** How certificates are signed (RFC 5758, RFC 4055, RFC 8410): the closed list of what is taken. */
enum SignatureAlgorithm {
  ECDSA_SHA256(X9ObjectIdentifiers.ecdsa_with_SHA256, ecdsa(HashAlgorithm.SHA256)),
  ECDSA_SHA384(X9ObjectIdentifiers.ecdsa_with_SHA384, ecdsa(HashAlgorithm.SHA384)),
  ECDSA_SHA512(X9ObjectIdentifiers.ecdsa_with_SHA512, ecdsa(HashAlgorithm.SHA512)),
  RSA_SHA256(PKCSObjectIdentifiers.sha256WithRSAEncryption, jdk("SHA256withRSA", "RSA")),
  RSA_SHA384(PKCSObjectIdentifiers.sha384WithRSAEncryption, jdk("SHA384withRSA", "RSA")),
  RSA_SHA512(PKCSObjectIdentifiers.sha512WithRSAEncryption, jdk("SHA512withRSA", "RSA")),
  ED25519(EdECObjectIdentifiers.id_Ed25519, jdk("Ed25519", "Ed25519"));

  private final ASN1ObjectIdentifier id;
  private final SignatureCheck check;

  SignatureAlgorithm(ASN1ObjectIdentifier id, SignatureCheck check) {
    this.id = id;
    this.check = check;
  }

  /** Whether a key made a signature. */
  @FunctionalInterface
  private interface SignatureCheck {
    boolean fits(VerificationKey issuer, byte[] content, byte[] signature);
  }

  static @Nullable SignatureAlgorithm of(ASN1ObjectIdentifier id) {
    for (SignatureAlgorithm each : values()) {
      if (each.id.equals(id)) {
        return each;
      }
    }
    return null;
  }

  /** Whether a key made the signature; a key of another kind did not. */
  boolean fits(VerificationKey issuer, byte[] content, byte[] signature) {
    return check.fits(issuer, content, signature);
  }

  private static SignatureCheck ecdsa(HashAlgorithm hash) {
    return (issuer, content, signature) ->
        issuer.fitsEcdsa(hash.newMessageDigest().digest(content), signature);
  }

  private static SignatureCheck jdk(String signatureName, String keyName) {
    return (issuer, content, signature) -> {
      try {
        PublicKey key =
            KeyFactory.getInstance(keyName)
                .generatePublic(new X509EncodedKeySpec(issuer.spki().toArray()));
        Signature check = Signature.getInstance(signatureName);
        check.initVerify(key);
        check.update(content);
        return check.verify(signature);
      } catch (GeneralSecurityException e) {
        return false;
      }
    };
  }
}
