package io.mcv.oci.cosign.key;

import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.encoding.Pem;
import io.mcv.oci.cosign.verdict.SignatureLimits;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** Reads the public key that a user names: one key, in PEM or as a JWK. */
final class PublicKeyFile {
  private PublicKeyFile() {}

  static VerificationKey read(byte[] text, String what) throws KeyFileException {
    if (text.length > SignatureLimits.MAX_KEY_BYTES) {
      throw new KeyFileException(
          what + " is too large for a key: at most " + SignatureLimits.MAX_KEY_BYTES + " bytes");
    }
    String characters = new String(text, StandardCharsets.UTF_8);
    try {
      return characters.stripLeading().startsWith("{")
          ? JsonWebKey.read(text, what)
          : pem(characters, what);
    } catch (SignatureRejectedException e) {
      throw new KeyFileException(String.valueOf(e.getMessage()), e);
    }
  }

  private static VerificationKey pem(String text, String what)
      throws KeyFileException, SignatureRejectedException {
    List<Pem> blocks = Pem.parse(text, what);
    if (blocks.size() != 1) {
      throw new KeyFileException(
          what + " must hold one public key, in PEM or as a JWK, and has " + blocks.size());
    }
    Pem block = blocks.get(0);
    return switch (block.label()) {
      case "PUBLIC KEY" -> VerificationKey.ofSpki(block.content(), what);
      case "RSA PUBLIC KEY" -> VerificationKey.ofSpki(spkiOf(block.content(), what), what);
      case "CERTIFICATE" ->
          throw new KeyFileException(
              what + " is a certificate: give its key (openssl x509 -pubkey -noout)");
      default ->
          throw new KeyFileException(
              block.label().endsWith("PRIVATE KEY")
                  ? what + " is a private key: give the public one, which cosign calls cosign.pub"
                  : what + " is no public key but a PEM block of another kind");
    };
  }

  /** The PKCS #1 form within the form that all keys have. */
  private static Bytes spkiOf(Bytes pkcs1, String what) throws KeyFileException {
    if (pkcs1.size() > SubjectPublicKey.MAX_BYTES) {
      throw new KeyFileException(what + " is too large for an RSA key");
    }
    AlgorithmIdentifier rsa =
        new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);
    try {
      ASN1Primitive key = ASN1Primitive.fromByteArray(pkcs1.toArray());
      return Bytes.of(new SubjectPublicKeyInfo(rsa, key).getEncoded());
    } catch (IOException | IllegalArgumentException | IllegalStateException e) {
      throw new KeyFileException(what + " is not the DER of an RSA key", e);
    }
  }
}
