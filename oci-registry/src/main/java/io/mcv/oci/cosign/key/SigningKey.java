package io.mcv.oci.cosign.key;

import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.encoding.Pem;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.EdDSAParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.PSSParameterSpec;

/** A private key that signs. Whatever shows it shows its public half alone. */
public final class SigningKey {
  private final KeyType type;
  private final PrivateKey key;
  private final VerificationKey publicKey;

  private SigningKey(KeyType type, PrivateKey key, VerificationKey publicKey) {
    this.type = type;
    this.key = key;
    this.publicKey = publicKey;
  }

  /** A new key. */
  public static SigningKey generate(KeyType type) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(type.jdkName());
      generator.initialize(type.size());
      KeyPair pair = generator.generateKeyPair();
      Bytes spki = Bytes.of(pair.getPublic().getEncoded());
      return new SigningKey(
          type, pair.getPrivate(), VerificationKey.ofSpki(spki, "the key that was generated"));
    } catch (GeneralSecurityException | SignatureRejectedException e) {
      throw new IllegalStateException("every JDK makes keys of the type " + type.words(), e);
    }
  }

  /**
   * Reads the DER of PKCS #8, and finds the public half by itself: what a file says of it may be
   * missing or wrong.
   */
  static SigningKey ofPkcs8(byte[] der, String what) throws KeyFileException {
    Bytes spki = PrivateKeyDer.spki(der);
    if (spki == null) {
      throw new KeyFileException(what + " holds no private key in PKCS #8 that can be read");
    }
    VerificationKey publicKey;
    try {
      publicKey = VerificationKey.ofSpki(spki, what);
    } catch (SignatureRejectedException e) {
      throw new KeyFileException(String.valueOf(e.getMessage()), e);
    }
    for (KeyType type : KeyType.values()) {
      if (publicKey.kind().equals(type.words())) {
        return new SigningKey(type, decode(type, der, what), publicKey);
      }
    }
    throw new KeyFileException(
        what + " is a key of a size that nothing is signed with: " + publicKey.kind());
  }

  private static PrivateKey decode(KeyType type, byte[] der, String what) throws KeyFileException {
    try {
      return KeyFactory.getInstance(type.jdkName()).generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (GeneralSecurityException e) {
      throw new KeyFileException(what + " holds no private key in PKCS #8 that the JDK can read");
    }
  }

  /** Which kind it is. */
  public KeyType type() {
    return type;
  }

  /** What its signatures are checked with. */
  public VerificationKey publicKey() {
    return publicKey;
  }

  /** The public key as {@code cosign.pub} has it. */
  public String publicPem() {
    return new Pem("PUBLIC KEY", publicKey.spki()).text();
  }

  /** The DER of PKCS #8; the caller wipes it. */
  byte[] pkcs8() {
    return key.getEncoded();
  }

  /**
   * Signs bytes.
   *
   * @throws IllegalArgumentException if the key cannot sign by this scheme
   */
  public Bytes sign(byte[] message, SignatureScheme scheme) {
    if (!publicKey.allows(scheme)) {
      throw new IllegalArgumentException(this + " cannot sign by " + scheme.words());
    }
    try {
      Signature signature = signature(scheme);
      signature.initSign(key);
      signature.update(message);
      return Bytes.of(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK signs by " + scheme.words(), e);
    }
  }

  private static Signature signature(SignatureScheme scheme) throws GeneralSecurityException {
    return switch (scheme) {
      case ECDSA_SHA256 -> Signature.getInstance("SHA256withECDSA");
      case ECDSA_SHA384 -> Signature.getInstance("SHA384withECDSA");
      case ECDSA_SHA512 -> Signature.getInstance("SHA512withECDSA");
      case RSA_PKCS1_SHA256 -> Signature.getInstance("SHA256withRSA");
      case RSA_PSS_SHA256 -> pss(scheme, MGF1ParameterSpec.SHA256);
      case RSA_PSS_SHA384 -> pss(scheme, MGF1ParameterSpec.SHA384);
      case RSA_PSS_SHA512 -> pss(scheme, MGF1ParameterSpec.SHA512);
      case ED25519 -> Signature.getInstance("Ed25519");
      case ED25519_PH -> {
        Signature prehash = Signature.getInstance("Ed25519");
        prehash.setParameter(new EdDSAParameterSpec(true));
        yield prehash;
      }
    };
  }

  private static Signature pss(SignatureScheme scheme, MGF1ParameterSpec mask)
      throws GeneralSecurityException {
    Signature signature = Signature.getInstance("RSASSA-PSS");
    signature.setParameter(
        new PSSParameterSpec(
            mask.getDigestAlgorithm(),
            "MGF1",
            mask,
            scheme.hash().size(),
            PSSParameterSpec.TRAILER_FIELD_BC));
    return signature;
  }

  /** Nothing that is secret. */
  @Override
  public String toString() {
    return "private half of " + publicKey;
  }
}
