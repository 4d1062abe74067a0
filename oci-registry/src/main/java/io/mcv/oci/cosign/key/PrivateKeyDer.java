package io.mcv.oci.cosign.key;

import io.mcv.oci.cosign.encoding.Bytes;
import java.io.IOException;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.jspecify.annotations.Nullable;

/** Computes the public half of a private key in PKCS #8 (RFC 5958). */
final class PrivateKeyDer {
  private PrivateKeyDer() {}

  /** The {@code SubjectPublicKeyInfo}; null where it is no private key that signs. */
  static @Nullable Bytes spki(byte[] der) {
    try {
      PrivateKeyInfo info = PrivateKeyInfo.getInstance(ASN1Primitive.fromByteArray(der));
      boolean elliptic =
          X9ObjectIdentifiers.id_ecPublicKey.equals(info.getPrivateKeyAlgorithm().getAlgorithm());
      if (elliptic
          && !(info.getPrivateKeyAlgorithm().getParameters() instanceof ASN1ObjectIdentifier)) {
        return null;
      }
      AsymmetricKeyParameter half = publicHalf(PrivateKeyFactory.createKey(info));
      return half == null
          ? null
          : Bytes.of(SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(half).getEncoded());
    } catch (IOException | RuntimeException e) {
      // BouncyCastle throws what it stumbles over, and its words may repeat some of the key.
      return null;
    }
  }

  private static @Nullable AsymmetricKeyParameter publicHalf(AsymmetricKeyParameter key) {
    if (key instanceof ECPrivateKeyParameters curve) {
      ECDomainParameters domain = curve.getParameters();
      return new ECPublicKeyParameters(
          new FixedPointCombMultiplier().multiply(domain.getG(), curve.getD()), domain);
    }
    if (key instanceof RSAPrivateCrtKeyParameters rsa) {
      return new RSAKeyParameters(false, rsa.getModulus(), rsa.getPublicExponent());
    }
    return key instanceof Ed25519PrivateKeyParameters edwards ? edwards.generatePublicKey() : null;
  }
}
