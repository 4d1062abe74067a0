package io.mcv.oci.cosign.sign;

import io.mcv.oci.cosign.bundle.DsseEnvelope;
import io.mcv.oci.cosign.bundle.DsseEnvelope.EnvelopeSignature;
import io.mcv.oci.cosign.bundle.InTotoStatement;
import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.key.KeyType;
import io.mcv.oci.cosign.key.SignatureScheme;
import io.mcv.oci.cosign.key.SignedContent;
import io.mcv.oci.cosign.key.SigningKey;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import java.util.List;

/** Signs payloads and envelopes by the scheme that every verifier tries for the key. */
final class PayloadSigner {
  private final SigningKey key;
  private final SignatureScheme scheme;

  PayloadSigner(SigningKey key) {
    this.key = key;
    this.scheme = scheme(key.type());
  }

  Bytes sign(byte[] payload) {
    return key.sign(payload, scheme);
  }

  /** An envelope around a statement. */
  DsseEnvelope seal(byte[] statement) {
    return envelope(
        statement, sign(envelope(statement, Bytes.of(new byte[0])).preAuthenticationEncoding()));
  }

  /** Whether a signature of this payload is by this key. */
  boolean hasSigned(byte[] payload, Bytes signature) {
    try {
      key.publicKey().verify(SignedContent.of(payload), signature);
      return true;
    } catch (SignatureRejectedException e) {
      return false;
    }
  }

  /** Whether an envelope is signed by this key. */
  boolean hasSealed(DsseEnvelope envelope) {
    byte[] signed = envelope.preAuthenticationEncoding();
    return envelope.signatures().stream().anyMatch(each -> hasSigned(signed, each.signature()));
  }

  /** What a bundle says of the key. */
  String hint() {
    return key.publicKey().fingerprint().base64();
  }

  private static DsseEnvelope envelope(byte[] statement, Bytes signature) {
    return new DsseEnvelope(
        InTotoStatement.PAYLOAD_TYPE,
        Bytes.of(statement),
        List.of(new EnvelopeSignature("", signature)));
  }

  private static SignatureScheme scheme(KeyType type) {
    return switch (type) {
      case ECDSA_P256, ECDSA_P384, ECDSA_P521 -> SignatureScheme.ECDSA_SHA256;
      case RSA_2048, RSA_3072, RSA_4096 -> SignatureScheme.RSA_PKCS1_SHA256;
      case ED25519 -> SignatureScheme.ED25519;
    };
  }
}
