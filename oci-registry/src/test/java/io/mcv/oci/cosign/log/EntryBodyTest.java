package io.mcv.oci.cosign.log;

import static io.mcv.oci.cosign.log.Refusals.reasonOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.oci.cosign.bundle.DsseEnvelope;
import io.mcv.oci.cosign.bundle.DsseEnvelope.EnvelopeSignature;
import io.mcv.oci.cosign.bundle.LogEntry;
import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.encoding.Pem;
import io.mcv.oci.cosign.key.HashAlgorithm;
import io.mcv.oci.cosign.key.KeyType;
import io.mcv.oci.cosign.key.SignedContent;
import io.mcv.oci.cosign.key.SigningKey;
import io.mcv.oci.cosign.testing.TestEntries;
import io.mcv.oci.cosign.verdict.Reason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntryBodyTest {
  private static final byte[] CONTENT = text("content");
  private static final Bytes SIGNATURE = Bytes.of(text("signature"));
  private static final Bytes CERTIFICATE = Bytes.of(text("certificate"));
  private static final Pem CERTIFICATE_PEM = new Pem("CERTIFICATE", CERTIFICATE);
  private static final Bytes KEY = SigningKey.generate(KeyType.ECDSA_P256).publicKey().spki();
  private static final Pem KEY_PEM = new Pem("PUBLIC KEY", KEY);
  private static final DsseEnvelope ENVELOPE =
      new DsseEnvelope(
          "application/vnd.in-toto+json",
          Bytes.of(text("{}")),
          List.of(new EnvelopeSignature("", SIGNATURE)));
  private static final Bytes BLOB = Bytes.of(ENVELOPE.json());
  private static final String VERSION_1 = "0.0.1";
  private static final String VERSION_2 = "0.0.2";

  private final LogVerifier verifier = new LogVerifier(List.of());

  @Test
  void aSignatureOverBytesIsInItsEntries() throws Exception {
    for (Bytes body : contentBodies(CERTIFICATE_PEM)) {
      verifier.verifyContent(entry(body), content(CONTENT, SIGNATURE, CERTIFICATE, true));
    }
    for (Bytes body : contentBodies(KEY_PEM)) {
      verifier.verifyContent(entry(body), content(CONTENT, SIGNATURE, KEY, false));
    }
  }

  @Test
  void anotherContentSignatureOrSignerIsAMismatch() {
    for (Bytes body : contentBodies(KEY_PEM)) {
      for (LoggedSignature other :
          List.of(
              content(text("other"), SIGNATURE, KEY, false),
              content(CONTENT, Bytes.of(text("other")), KEY, false),
              content(CONTENT, SIGNATURE, CERTIFICATE, true),
              content(CONTENT, SIGNATURE, KEY, true),
              new LoggedSignature.OfContent(
                  KEY,
                  false,
                  SignedContent.ofDigest(HashAlgorithm.SHA512, Bytes.of(new byte[64])),
                  SIGNATURE))) {
        assertThat(reasonOf(() -> verifier.verifyContent(entry(body), other)))
            .isEqualTo(Reason.LOG_ENTRY_MISMATCH);
      }
    }
  }

  @Test
  void anEnvelopeIsInItsEntries() throws Exception {
    for (Bytes body : envelopeBodies()) {
      verifier.verifyContent(entry(body), envelope(ENVELOPE, SIGNATURE, CERTIFICATE, BLOB));
      verifier.verifyContent(entry(body), envelope(ENVELOPE, SIGNATURE, CERTIFICATE, null));
    }
    verifier.verifyContent(entry(overEncoding()), envelope(ENVELOPE, SIGNATURE, CERTIFICATE, null));
  }

  @Test
  void anotherEnvelopeSignatureOrSignerIsAMismatch() {
    DsseEnvelope otherPayload =
        new DsseEnvelope(ENVELOPE.payloadType(), Bytes.of(text("{\"\":0}")), ENVELOPE.signatures());
    Bytes other = Bytes.of(text("other"));
    for (Bytes body : envelopeBodies()) {
      assertMismatch(body, envelope(otherPayload, SIGNATURE, CERTIFICATE, null));
      assertMismatch(body, envelope(ENVELOPE, other, CERTIFICATE, null));
      assertMismatch(body, envelope(ENVELOPE, SIGNATURE, other, null));
      assertMismatch(body, envelope(ENVELOPE, SIGNATURE, CERTIFICATE, other));
    }
    assertMismatch(overEncoding(), envelope(otherPayload, SIGNATURE, CERTIFICATE, null));
    assertMismatch(overEncoding(), envelope(ENVELOPE, other, CERTIFICATE, null));
    assertMismatch(overEncoding(), envelope(ENVELOPE, SIGNATURE, other, null));
  }

  @Test
  void theTypeOfThePayloadIsInWhatIsSigned() {
    DsseEnvelope otherType =
        new DsseEnvelope("application/json", ENVELOPE.payload(), ENVELOPE.signatures());

    assertMismatch(overEncoding(), envelope(otherType, SIGNATURE, CERTIFICATE, null));
    assertMismatch(proposed(), envelope(otherType, SIGNATURE, CERTIFICATE, null));
  }

  @Test
  void anEntryOfAFileIsNoneOfAnEnvelope() {
    Bytes rekor1 =
        TestEntries.hashedRekord(ENVELOPE.preAuthenticationEncoding(), SIGNATURE, CERTIFICATE_PEM);

    assertMismatch(rekor1, envelope(ENVELOPE, SIGNATURE, CERTIFICATE, null));
    for (Bytes body : envelopeBodies()) {
      assertMismatch(body, content(text("{}"), SIGNATURE, CERTIFICATE, true));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "intoto,       0.0.1",
    "dsse,         0.0.2",
    "rekord,       0.0.1",
    "hashedrekord, 0.0.3",
    "hashedrekord, ''",
    "'',           0.0.1"
  })
  void otherKindsProveNothing(String kind, String version) {
    Bytes body = TestEntries.body(kind, version, "{}");

    assertThat(reasonOf(() -> EntryBody.parse(entry(body))))
        .isEqualTo(Reason.LOG_ENTRY_UNSUPPORTED);
  }

  @Test
  void theKindOfAnEntryIsThatOfItsBody() throws Exception {
    Bytes body = TestEntries.hashedRekord(CONTENT, SIGNATURE, KEY_PEM);

    EntryBody.parse(entry(body, "hashedrekord", VERSION_1));
    EntryBody.parse(entry(body, null, null));
    assertThat(reasonOf(() -> EntryBody.parse(entry(body, "hashedrekord", VERSION_2))))
        .isEqualTo(Reason.LOG_ENTRY_MISMATCH);
    assertThat(reasonOf(() -> EntryBody.parse(entry(body, "dsse", VERSION_1))))
        .isEqualTo(Reason.LOG_ENTRY_MISMATCH);
  }

  @Test
  void keyDetailsGoWithTheHashAndTheKey() {
    String body = string(TestEntries.hashedRekordVersion2(CONTENT, SIGNATURE, KEY_PEM));
    for (String other : List.of("PKIX_ECDSA_P384_SHA_384", "PKIX_RSA_PKCS1V15_2048_SHA256", "x")) {
      String changed = body.replace("PKIX_ECDSA_P256_SHA_256", other);
      assertThat(reasonOf(() -> EntryBody.parse(entry(Bytes.of(text(changed))))))
          .isEqualTo(Reason.LOG_ENTRY_MISMATCH);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "null",
        "{}",
        "{\"kind\":1,\"apiVersion\":\"0.0.1\",\"spec\":{}}",
        "{\"kind\":\"hashedrekord\",\"apiVersion\":\"0.0.1\"}",
        "{\"kind\":\"hashedrekord\",\"apiVersion\":\"0.0.1\",\"spec\":[]}",
        "{\"kind\":\"hashedrekord\",\"kind\":\"hashedrekord\",\"apiVersion\":\"0.0.1\",\"spec\":{}}"
      })
  void aBodyThatIsNoneIsMalformed(String body) {
    assertThat(reasonOf(() -> EntryBody.parse(entry(Bytes.of(text(body))))))
        .isEqualTo(Reason.MALFORMED);
  }

  @Test
  void everyFieldOfABodyIsNeeded() {
    for (Bytes body :
        List.of(
            TestEntries.hashedRekord(CONTENT, SIGNATURE, KEY_PEM),
            TestEntries.hashedRekordVersion2(CONTENT, SIGNATURE, KEY_PEM),
            TestEntries.dsse(ENVELOPE, BLOB, CERTIFICATE_PEM),
            TestEntries.inToto(ENVELOPE, BLOB, CERTIFICATE_PEM))) {
      String text = string(body);
      for (int at = text.indexOf("\":"); at >= 0; at = text.indexOf("\":", at + 1)) {
        String renamed = text.substring(0, at) + "_" + text.substring(at);
        boolean isUnused = renamed.contains("payloadType_");
        if (!isUnused) {
          assertThat(reasonOf(() -> EntryBody.parse(entry(Bytes.of(text(renamed))))))
              .as(renamed)
              .isIn(Reason.MALFORMED, Reason.LOG_ENTRY_MISMATCH);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PRIVATE KEY", "TRUSTED CERTIFICATE", "RSA PUBLIC KEY"})
  void aVerifierIsACertificateOrAKey(String label) {
    Bytes body = TestEntries.hashedRekord(CONTENT, SIGNATURE, new Pem(label, KEY));

    assertThat(reasonOf(() -> EntryBody.parse(entry(body)))).isEqualTo(Reason.MALFORMED);
  }

  @Test
  void oneOfTheSignaturesOfAnEntryIsEnoughAndNoMoreThanThirtyTwoAreRead() throws Exception {
    String body = string(TestEntries.dsse(ENVELOPE, BLOB, CERTIFICATE_PEM));
    String signer = body.substring(body.indexOf("[{") + 1, body.indexOf("}]") + 1);
    String other = signer.replace(SIGNATURE.base64(), Bytes.of(text("other")).base64()) + ",";

    verifier.verifyContent(
        entry(Bytes.of(text(body.replace(signer, other.repeat(31) + signer)))),
        envelope(ENVELOPE, SIGNATURE, CERTIFICATE, BLOB));
    assertThat(
            reasonOf(
                () ->
                    EntryBody.parse(
                        entry(Bytes.of(text(body.replace(signer, other.repeat(32) + signer)))))))
        .isEqualTo(Reason.LIMIT_EXCEEDED);
  }

  private void assertMismatch(Bytes body, LoggedSignature signature) {
    assertThat(reasonOf(() -> verifier.verifyContent(entry(body), signature)))
        .as(string(body))
        .isEqualTo(Reason.LOG_ENTRY_MISMATCH);
  }

  private static List<Bytes> contentBodies(Pem pem) {
    return List.of(
        TestEntries.hashedRekord(CONTENT, SIGNATURE, pem),
        TestEntries.hashedRekordVersion2(CONTENT, SIGNATURE, pem));
  }

  private static List<Bytes> envelopeBodies() {
    return List.of(
        TestEntries.dsse(ENVELOPE, BLOB, CERTIFICATE_PEM),
        TestEntries.inToto(ENVELOPE, BLOB, CERTIFICATE_PEM),
        proposed());
  }

  private static Bytes overEncoding() {
    return TestEntries.hashedRekordVersion2(
        ENVELOPE.preAuthenticationEncoding(), SIGNATURE, CERTIFICATE_PEM);
  }

  private static Bytes proposed() {
    return TestEntries.body(
        "dsse",
        VERSION_1,
        "{\"proposedContent\":{\"envelope\":\"%s\",\"verifiers\":[\"%s\"]},\"signatures\":null}"
            .formatted(
                string(BLOB).replace("\"", "\\\""),
                Bytes.of(text(CERTIFICATE_PEM.text())).base64()));
  }

  private static LoggedSignature content(
      byte[] content, Bytes signature, Bytes signer, boolean byCertificate) {
    return new LoggedSignature.OfContent(
        signer, byCertificate, SignedContent.of(content), signature);
  }

  private static LoggedSignature envelope(
      DsseEnvelope envelope, Bytes signature, Bytes certificate, @Nullable Bytes blob) {
    return new LoggedSignature.OfEnvelope(certificate, true, envelope, signature, blob);
  }

  private static LogEntry entry(Bytes body) {
    return entry(body, null, null);
  }

  private static LogEntry entry(Bytes body, @Nullable String kind, @Nullable String version) {
    return new LogEntry(0, Bytes.of(new byte[32]), kind, version, null, null, null, body);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String string(Bytes bytes) {
    return new String(bytes.toArray(), StandardCharsets.UTF_8);
  }
}
