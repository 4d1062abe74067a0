package io.mcv.oci.cosign;

import io.mcv.oci.cosign.bundle.DsseEnvelope;
import io.mcv.oci.cosign.bundle.InTotoStatement;
import io.mcv.oci.cosign.bundle.SigstoreBundle;
import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.key.HashAlgorithm;
import io.mcv.oci.cosign.key.KeyType;
import io.mcv.oci.cosign.key.SignatureScheme;
import io.mcv.oci.cosign.key.SignedContent;
import io.mcv.oci.cosign.key.SigningKey;
import io.mcv.oci.cosign.trust.TrustedRoot;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/** Statements that a key of the test signs, whatever they say. */
final class SignedByKey {
  static final SigningKey KEY = SigningKey.generate(KeyType.ECDSA_P256);
  static final String DIGEST = "ab".repeat(32);

  private SignedByKey() {}

  /** Trusts the key, and asks for nothing else. */
  static VerificationPolicy policy() {
    return VerificationPolicy.of(new Signer.Keys(List.of(KEY.publicKey())), TrustedRoot.NONE)
        .withoutLog();
  }

  /** The file that the statements are about. */
  static SignedContent file() {
    return SignedContent.ofDigest(HashAlgorithm.SHA256, bytes(DIGEST));
  }

  static SignatureVerdict verdict(String statement) {
    return new BlobVerifier(policy()).verify(bundle(statement), "bundle", file(), null);
  }

  /** With a subject that is the file, after others. */
  static String statement(String otherSubjects) {
    return "{\"_type\":\"https://in-toto.io/Statement/v1\",\"subject\":["
        + otherSubjects
        + "{\"digest\":{\"sha256\":\""
        + DIGEST
        + "\"}}],\"predicateType\":\"https://example.com/claim\",\"predicate\":{}}";
  }

  static byte[] bundle(String statement) {
    byte[] payload = statement.getBytes(StandardCharsets.UTF_8);
    String type = InTotoStatement.PAYLOAD_TYPE;
    Bytes signature =
        KEY.sign(
            DsseEnvelope.preAuthenticationEncoding(type, payload), SignatureScheme.ECDSA_SHA256);
    DsseEnvelope envelope =
        new DsseEnvelope(
            type, Bytes.of(payload), List.of(new DsseEnvelope.EnvelopeSignature(null, signature)));
    return SigstoreBundle.ofKey("", envelope);
  }

  private static Bytes bytes(String hex) {
    return Bytes.of(HexFormat.of().parseHex(hex));
  }
}
