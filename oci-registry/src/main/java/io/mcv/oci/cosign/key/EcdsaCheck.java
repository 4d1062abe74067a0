package io.mcv.oci.cosign.key;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.jspecify.annotations.Nullable;

/**
 * Whether an ECDSA signature fits (SEC 1 4.1.4), on the curves that {@link SubjectPublicKey} takes.
 * The signature is the only DER of its two numbers, each from 1 to n - 1.
 *
 * <p>By BouncyCastle, whose arithmetic of these curves takes a quarter of the time that the JDK's
 * does: a verdict on a keyless signature is some eight of these checks, and little else.
 */
final class EcdsaCheck {
  private final @Nullable ECPublicKeyParameters key;

  private EcdsaCheck(@Nullable ECPublicKeyParameters key) {
    this.key = key;
  }

  /**
   * With a key, which is read once.
   *
   * @param spki DER that {@link SubjectPublicKey} has found good; nothing fits a key of another
   *     kind
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
    SubjectPublicKeyInfo info = SubjectPublicKeyInfo.getInstance(spki);
    if (!info.getAlgorithm().getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey)) {
      return null; // and BouncyCastle does not look for factors of an RSA key
    }
    try {
      return (ECPublicKeyParameters) PublicKeyFactory.createKey(info);
    } catch (IOException e) {
      throw new IllegalStateException("a key that was read before", e);
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
