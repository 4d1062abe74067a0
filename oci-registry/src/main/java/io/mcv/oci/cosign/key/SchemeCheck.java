package io.mcv.oci.cosign.key;

import io.mcv.oci.cosign.encoding.Bytes;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.RSAPublicKey;
import javax.crypto.Cipher;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.DigestInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.engines.RSAEngine;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.signers.PSSSigner;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * Whether a signature fits a key, by one scheme. All but pure Ed25519 work from a hash of the
 * content, so that it does not matter how large it is:
 *
 * <table>
 *   <caption>What is computed</caption>
 *   <tr><td>ECDSA</td><td>the signature is the only DER of its two numbers, each from 1 to n - 1;
 *       BouncyCastle, as {@link EcdsaCheck} says</td></tr>
 *   <tr><td>RSA PKCS #1 v1.5</td><td>what the key makes of the signature is padding (JDK) around
 *       exactly the {@code DigestInfo} of the hash (RFC 8017 8.2.2)</td></tr>
 *   <tr><td>RSA PSS</td><td>MGF1 with the same hash, a salt as long as it; BouncyCastle, as the JDK
 *       takes no hash</td></tr>
 *   <tr><td>Ed25519</td><td>64 bytes, no more, which the JDK would take; then the JDK (RFC 8032 5.1.7)</td></tr>
 *   <tr><td>Ed25519ph</td><td>no context; BouncyCastle, as the JDK takes no hash</td></tr>
 * </table>
 */
final class SchemeCheck {
  private static final byte[] NO_CONTEXT = {};
  private static final byte PSS_TRAILER = (byte) 0xbc;

  private SchemeCheck() {}

  /** Of a scheme that the key allows; content that is not known fits nothing. */
  static boolean fits(
      PublicKey key,
      EcdsaCheck ecdsa,
      SignatureScheme scheme,
      SignedContent content,
      byte[] signature) {
    Bytes signed =
        scheme == SignatureScheme.ED25519 ? content.bytes() : content.digest(scheme.hash());
    if (signed == null) {
      return false;
    }
    byte[] input = signed.toArray();
    try {
      return switch (scheme) {
        case ECDSA_SHA256, ECDSA_SHA384, ECDSA_SHA512 -> ecdsa.fits(input, signature);
        case RSA_PKCS1_SHA256 -> fitsPkcs1((RSAPublicKey) key, input, signature);
        case RSA_PSS_SHA256, RSA_PSS_SHA384, RSA_PSS_SHA512 ->
            fitsPss((RSAPublicKey) key, scheme.hash(), input, signature);
        case ED25519 ->
            signature.length == Ed25519.SIGNATURE_SIZE
                && verified("Ed25519", key, input, signature);
        case ED25519_PH -> fitsPrehash(key, input, signature);
      };
    } catch (SignatureException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + scheme.words(), e);
    }
  }

  private static boolean verified(String algorithm, PublicKey key, byte[] input, byte[] signature)
      throws GeneralSecurityException {
    Signature check = Signature.getInstance(algorithm);
    check.initVerify(key);
    check.update(input);
    return check.verify(signature);
  }

  private static boolean fitsPkcs1(RSAPublicKey key, byte[] hash, byte[] signature)
      throws GeneralSecurityException {
    if (!isBelowModulus(key, signature)) {
      return false;
    }
    Cipher padded = Cipher.getInstance("RSA/ECB/PKCS1Padding");
    padded.init(Cipher.DECRYPT_MODE, key);
    byte[] found;
    try {
      found = padded.doFinal(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
    return MessageDigest.isEqual(found, digestInfo(hash));
  }

  private static byte[] digestInfo(byte[] sha256) {
    ASN1ObjectIdentifier name = NISTObjectIdentifiers.id_sha256;
    try {
      return new DigestInfo(new AlgorithmIdentifier(name, DERNull.INSTANCE), sha256).getEncoded();
    } catch (IOException e) {
      throw new IllegalStateException("it is written to memory", e);
    }
  }

  private static boolean fitsPss(
      RSAPublicKey key, HashAlgorithm hash, byte[] digest, byte[] signature) {
    if (!isBelowModulus(key, signature)) {
      return false;
    }
    PSSSigner check =
        PSSSigner.createRawSigner(
            new RSAEngine(), function(hash), function(hash), hash.size(), PSS_TRAILER);
    // Checked when the key was read; BouncyCastle would look for factors too.
    boolean checkedAlready = true;
    check.init(
        false,
        new RSAKeyParameters(false, key.getModulus(), key.getPublicExponent(), checkedAlready));
    check.update(digest, 0, digest.length);
    return check.verifySignature(signature);
  }

  private static Digest function(HashAlgorithm hash) {
    return switch (hash) {
      case SHA256 -> SHA256Digest.newInstance();
      case SHA384 -> new SHA384Digest();
      case SHA512 -> new SHA512Digest();
    };
  }

  private static boolean isBelowModulus(RSAPublicKey key, byte[] signature) {
    return signature.length == (key.getModulus().bitLength() + 7) / 8
        && new BigInteger(1, signature).compareTo(key.getModulus()) < 0;
  }

  private static boolean fitsPrehash(PublicKey key, byte[] sha512, byte[] signature) {
    byte[] point = SubjectPublicKeyInfo.getInstance(key.getEncoded()).getPublicKeyData().getBytes();
    return signature.length == Ed25519.SIGNATURE_SIZE
        && Ed25519.verifyPrehash(signature, 0, point, 0, NO_CONTEXT, sha512, 0);
  }
}
