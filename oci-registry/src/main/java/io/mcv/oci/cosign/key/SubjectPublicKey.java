package io.mcv.oci.cosign.key;

import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.verdict.Reason;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECPoint;
import java.security.spec.EllipticCurve;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * Reads a {@code SubjectPublicKeyInfo} (RFC 5280 4.1), and takes it only where it is one that is
 * used:
 *
 * <ul>
 *   <li>DER to the last byte, no more than {@value #MAX_BYTES} of them
 *   <li>an uncompressed point on P-256, P-384 or P-521, the curve by its name (RFC 5480)
 *   <li>RSA of {@value #MIN_RSA_BITS} to {@value #MAX_RSA_BITS} bits, odd, with an odd exponent
 *       from 3 to 2^31 - 1, as Go has it
 *   <li>Ed25519 (RFC 8410), a point that generates the group: one of small order fits signatures
 *       that nobody made
 * </ul>
 */
final class SubjectPublicKey {
  static final int MAX_BYTES = 2048;
  private static final int MIN_RSA_BITS = 2048;
  private static final int MAX_RSA_BITS = 8192;
  private static final int MAX_EXPONENT_BITS = 31;

  private final byte[] der;
  private final String what;
  private final SubjectPublicKeyInfo info;

  private SubjectPublicKey(byte[] der, String what, SubjectPublicKeyInfo info) {
    this.der = der;
    this.what = what;
    this.info = info;
  }

  static VerificationKey read(byte[] der, String what) throws SignatureRejectedException {
    if (der.length > MAX_BYTES) {
      throw new SignatureRejectedException(
          Reason.LIMIT_EXCEEDED, what + " has more than " + MAX_BYTES + " bytes");
    }
    return new SubjectPublicKey(der, what, structure(der, what)).key();
  }

  private static SubjectPublicKeyInfo structure(byte[] der, String what)
      throws SignatureRejectedException {
    SubjectPublicKeyInfo info;
    try {
      info = SubjectPublicKeyInfo.getInstance(ASN1Primitive.fromByteArray(der));
      if (info != null && Arrays.equals(info.getEncoded(ASN1Encoding.DER), der)) {
        return info;
      }
    } catch (IOException | IllegalArgumentException | IllegalStateException e) {
      throw new SignatureRejectedException(
          Reason.MALFORMED, what + " is not the DER of a public key", e);
    }
    throw new SignatureRejectedException(
        Reason.MALFORMED, what + " is not the DER of a public key");
  }

  private VerificationKey key() throws SignatureRejectedException {
    ASN1ObjectIdentifier algorithm = info.getAlgorithm().getAlgorithm();
    if (algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
      return ellipticCurve();
    }
    if (algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)) {
      return rsa();
    }
    if (algorithm.equals(EdECObjectIdentifiers.id_Ed25519)) {
      return edwards();
    }
    throw unsupported("of the kind " + algorithm + ": ECDSA, RSA and Ed25519 are known");
  }

  private VerificationKey ellipticCurve() throws SignatureRejectedException {
    KeyAlgorithm algorithm = curve(info.getAlgorithm());
    if (!(decoded("EC") instanceof ECPublicKey key) || !isOnCurve(key)) {
      throw malformed("a point on " + algorithm.words());
    }
    return new VerificationKey(key, algorithm, algorithm.words(), Bytes.of(der));
  }

  private KeyAlgorithm curve(AlgorithmIdentifier identifier) throws SignatureRejectedException {
    ASN1Encodable name = identifier.getParameters();
    if (SECObjectIdentifiers.secp256r1.equals(name)) {
      return KeyAlgorithm.P256;
    }
    if (SECObjectIdentifiers.secp384r1.equals(name)) {
      return KeyAlgorithm.P384;
    }
    if (SECObjectIdentifiers.secp521r1.equals(name)) {
      return KeyAlgorithm.P521;
    }
    throw unsupported("on another curve than P-256, P-384 and P-521");
  }

  private static boolean isOnCurve(ECPublicKey key) {
    EllipticCurve curve = key.getParams().getCurve();
    ECPoint point = key.getW();
    if (point.equals(ECPoint.POINT_INFINITY) || !(curve.getField() instanceof ECFieldFp field)) {
      return false;
    }
    BigInteger p = field.getP();
    BigInteger x = point.getAffineX();
    BigInteger y = point.getAffineY();
    if (x.compareTo(p) >= 0 || y.compareTo(p) >= 0) {
      return false;
    }
    BigInteger right = x.pow(2).add(curve.getA()).multiply(x).add(curve.getB()).mod(p);
    return y.pow(2).mod(p).equals(right);
  }

  private VerificationKey rsa() throws SignatureRejectedException {
    RSAPublicKey numbers = rsaNumbers();
    BigInteger modulus = numbers.getModulus();
    BigInteger exponent = numbers.getPublicExponent();
    if (modulus.bitLength() < MIN_RSA_BITS || modulus.bitLength() > MAX_RSA_BITS) {
      throw unsupported(
          "RSA of "
              + modulus.bitLength()
              + " bits: "
              + MIN_RSA_BITS
              + " to "
              + MAX_RSA_BITS
              + " are used");
    }
    if (!modulus.testBit(0)
        || !exponent.testBit(0)
        || exponent.compareTo(BigInteger.TWO) < 0
        || exponent.bitLength() > MAX_EXPONENT_BITS) {
      throw unsupported("RSA with a modulus or exponent that is not safe");
    }
    String words = KeyAlgorithm.RSA.words() + "-" + modulus.bitLength();
    return new VerificationKey(decoded("RSA"), KeyAlgorithm.RSA, words, Bytes.of(der));
  }

  private RSAPublicKey rsaNumbers() throws SignatureRejectedException {
    if (DERNull.INSTANCE.equals(info.getAlgorithm().getParameters())) {
      try {
        return RSAPublicKey.getInstance(info.parsePublicKey());
      } catch (IOException | IllegalArgumentException | IllegalStateException e) {
        throw new SignatureRejectedException(Reason.MALFORMED, what + " is not an RSA key", e);
      }
    }
    throw malformed("an RSA key");
  }

  private VerificationKey edwards() throws SignatureRejectedException {
    byte[] point = info.getPublicKeyData().getBytes();
    if (info.getAlgorithm().getParameters() != null
        || info.getPublicKeyData().getPadBits() != 0
        || point.length != Ed25519.PUBLIC_KEY_SIZE
        || !Ed25519.validatePublicKeyFull(point, 0)) {
      throw malformed("an Ed25519 key");
    }
    return new VerificationKey(
        decoded("Ed25519"), KeyAlgorithm.ED25519, KeyAlgorithm.ED25519.words(), Bytes.of(der));
  }

  private PublicKey decoded(String jdkName) throws SignatureRejectedException {
    try {
      return KeyFactory.getInstance(jdkName).generatePublic(new X509EncodedKeySpec(der));
    } catch (GeneralSecurityException e) {
      throw new SignatureRejectedException(
          Reason.MALFORMED, what + " has numbers that are no key", e);
    }
  }

  private SignatureRejectedException malformed(String expected) {
    return new SignatureRejectedException(Reason.MALFORMED, what + " is not " + expected);
  }

  private SignatureRejectedException unsupported(String kind) {
    return new SignatureRejectedException(Reason.KEY_UNSUPPORTED, what + " is " + kind);
  }
}
