package io.mcv.oci.cosign.key;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.jspecify.annotations.Nullable;

/**
 * Whether an ECDSA signature fits (SEC 1 4.1.4), on P-256, P-384 and P-521, which a key must name.
 * The signature is the only DER of its two numbers, each from 1 to n - 1.
 *
 * <p>By BouncyCastle, whose arithmetic of these curves takes a quarter of the time that the JDK's
 * does: a verdict on a keyless signature is some eight of these checks, and little else.
 */
final class EcdsaCheck {
  private static final Set<ASN1Encodable> CURVES =
      Set.of(
          SECObjectIdentifiers.secp256r1,
          SECObjectIdentifiers.secp384r1,
          SECObjectIdentifiers.secp521r1);

  private final @Nullable ECPublicKeyParameters key;

  private EcdsaCheck(@Nullable ECPublicKeyParameters key) {
    this.key = key;
  }

  /**
   * With a key, which is read once.
   *
   * @param spki DER of a {@code SubjectPublicKeyInfo}; nothing fits one that is no such key
   */
  static EcdsaCheck of(byte[] spki) {
    return new EcdsaCheck(key(spki));
  }

  /**
   * Checks a signature.
   *
   * @param hash of what is signed
   */
  boolean fits(byte[] hash, byte[] signature) {
    if (key == null) {
      return false;
    }
    ASN1Sequence numbers = numbers(signature, key.getParameters().getN());
    if (numbers == null) {
      return false;
    }
    ECDSASigner check = new ECDSASigner();
    check.init(false, key);
    return check.verifySignature(hash, number(numbers, 0), number(numbers, 1));
  }

  private static @Nullable ECPublicKeyParameters key(byte[] spki) {
    try {
      SubjectPublicKeyInfo info = SubjectPublicKeyInfo.getInstance(spki);
      ASN1Encodable curve = info.getAlgorithm().getParameters();
      return curve != null
              && CURVES.contains(curve)
              && PublicKeyFactory.createKey(info) instanceof ECPublicKeyParameters key
          ? key
          : null;
    } catch (IOException | RuntimeException e) {
      return null; // what BouncyCastle throws for DER that is none, and points off the curve
    }
  }

  /** The two numbers of a signature; null where it is not their only DER, or they are no such. */
  private static @Nullable ASN1Sequence numbers(byte[] signature, BigInteger order) {
    try {
      ASN1Primitive found = ASN1Primitive.fromByteArray(signature);
      return found instanceof ASN1Sequence numbers
              && numbers.size() == 2
              && isNumberBelow(order, numbers.getObjectAt(0))
              && isNumberBelow(order, numbers.getObjectAt(1))
              && Arrays.equals(numbers.getEncoded(ASN1Encoding.DER), signature)
          ? numbers
          : null;
    } catch (IOException | IllegalArgumentException | IllegalStateException e) {
      return null;
    }
  }

  private static boolean isNumberBelow(BigInteger order, ASN1Encodable value) {
    return value instanceof ASN1Integer number
        && number.getValue().signum() > 0
        && number.getValue().compareTo(order) < 0;
  }

  private static BigInteger number(ASN1Sequence numbers, int index) {
    return ASN1Integer.getInstance(numbers.getObjectAt(index)).getValue();
  }
}
