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
  ECDSA_SHA256(X9ObjectIdentifiers.ecdsa_with_SHA256, HashAlgorithm.SHA256),
  ECDSA_SHA384(X9ObjectIdentifiers.ecdsa_with_SHA384, HashAlgorithm.SHA384),
  ECDSA_SHA512(X9ObjectIdentifiers.ecdsa_with_SHA512, HashAlgorithm.SHA512),
  RSA_SHA256(PKCSObjectIdentifiers.sha256WithRSAEncryption, "SHA256withRSA", "RSA"),
  RSA_SHA384(PKCSObjectIdentifiers.sha384WithRSAEncryption, "SHA384withRSA", "RSA"),
  RSA_SHA512(PKCSObjectIdentifiers.sha512WithRSAEncryption, "SHA512withRSA", "RSA"),
  ED25519(EdECObjectIdentifiers.id_Ed25519, "Ed25519", "Ed25519");

  private final ASN1ObjectIdentifier id;
  private final @Nullable HashAlgorithm ecdsaHash;
  private final String signatureName;
  private final String keyName;

  SignatureAlgorithm(ASN1ObjectIdentifier id, HashAlgorithm ecdsaHash) {
    this.id = id;
    this.ecdsaHash = ecdsaHash;
    this.signatureName = "";
    this.keyName = "";
  }

  SignatureAlgorithm(ASN1ObjectIdentifier id, String signatureName, String keyName) {
    this.id = id;
    this.ecdsaHash = null;
    this.signatureName = signatureName;
    this.keyName = keyName;
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
    if (ecdsaHash != null) {
      return issuer.fitsEcdsa(ecdsaHash.newMessageDigest().digest(content), signature);
    }
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
  }
}
