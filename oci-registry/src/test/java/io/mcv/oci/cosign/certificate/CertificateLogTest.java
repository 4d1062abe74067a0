package io.mcv.oci.cosign.certificate;

import static io.mcv.oci.cosign.certificate.Verifying.assertRefused;
import static io.mcv.oci.cosign.certificate.Verifying.withLogs;
import static io.mcv.oci.cosign.testing.TestCertificate.END;
import static io.mcv.oci.cosign.testing.TestCertificate.START;
import static io.mcv.oci.cosign.testing.TestCertificate.WITHIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.key.ValidityPeriod;
import io.mcv.oci.cosign.testing.TestCertificate;
import io.mcv.oci.cosign.testing.TestCertificateBuilder;
import io.mcv.oci.cosign.testing.TestCertificateLog;
import io.mcv.oci.cosign.verdict.Reason;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERUTF8String;
import org.junit.jupiter.api.Test;

/** A trusted log has seen a certificate, by the timestamp in it. */
class CertificateLogTest {
  private static final ASN1ObjectIdentifier TIMESTAMPS =
      new ASN1ObjectIdentifier("1.3.6.1.4.1.11129.2.4.2");

  private final TestCertificate root = TestCertificate.authority("root").selfSigned();
  private final TestCertificateLog log = TestCertificateLog.ecdsa();

  private static TestCertificateBuilder signer() {
    return TestCertificate.signer("https://signer.example");
  }

  private String verify(CertificateVerifier verifier, TestCertificateBuilder signer)
      throws SignatureRejectedException {
    return verify(verifier, signer.issuedBy(root), root.spki());
  }

  private static String verify(
      CertificateVerifier verifier, TestCertificate signer, Bytes issuerSpki)
      throws SignatureRejectedException {
    return verifier.verifyLogged(
        SigningCertificate.parse(signer.der()), new IssuedBy("test authority", issuerSpki));
  }

  @Test
  void timestampOfATrustedLogIsTold() throws Exception {
    assertThat(verify(withLogs(log.trusted()), signer().seenBy(log, WITHIN)))
        .isEqualTo("seen by log.example/2024 at 2024-06-01T12:00:00Z");
  }

  @Test
  void logMayHaveAnRsaKey() throws Exception {
    TestCertificateLog rsa = TestCertificateLog.rsa();

    assertThat(verify(withLogs(rsa.trusted()), signer().seenBy(rsa, WITHIN))).isNotEmpty();
  }

  @Test
  void extensionsOfATimestampAreSignedToo() throws Exception {
    byte[] index = {0, 0, 5, 1, 2, 3, 4, 5};
    TestCertificate seen = signer().seenBy(log, WITHIN, index).issuedBy(root);

    assertThat(verify(withLogs(log.trusted()), seen, root.spki())).isNotEmpty();
    assertNotSigned(changed(seen, index, new byte[] {0, 0, 5, 1, 2, 3, 4, 6}));
  }

  @Test
  void nothingElseInTheCertificateMayChange() {
    TestCertificate seen =
        signer().fulcio(9, "https://builder.example").seenBy(log, WITHIN).issuedBy(root);

    assertNotSigned(
        changed(
            seen,
            "builder".getBytes(StandardCharsets.US_ASCII),
            "another".getBytes(StandardCharsets.US_ASCII)));
  }

  private void assertNotSigned(Bytes der) {
    assertRefused(
        Reason.CERTIFICATE_LOG_INVALID,
        "has not signed the timestamp",
        () ->
            withLogs(log.trusted())
                .verifyLogged(
                    SigningCertificate.parse(der), new IssuedBy("test authority", root.spki())));
  }

  private static Bytes changed(TestCertificate certificate, byte[] from, byte[] to) {
    String hex = certificate.der().hex();
    String changed = hex.replace(Bytes.of(from).hex(), Bytes.of(to).hex());
    assertThat(changed).isNotEqualTo(hex);
    return Bytes.of(HexFormat.of().parseHex(changed));
  }

  @Test
  void certificateOfAnotherIssuerWasNotSeen() {
    TestCertificate other = TestCertificate.authority("root").selfSigned();

    assertRefused(
        Reason.CERTIFICATE_LOG_INVALID,
        "has not signed the timestamp",
        () ->
            verify(
                withLogs(log.trusted()),
                signer().seenBy(log, WITHIN).issuedBy(root),
                other.spki()));
  }

  @Test
  void certificateWithoutTimestampsWasNotSeen() {
    assertRefused(
        Reason.CERTIFICATE_LOG_MISSING,
        "no timestamp of a certificate log",
        () -> verify(withLogs(log.trusted()), signer()));
    assertRefused(
        Reason.CERTIFICATE_LOG_MISSING,
        "none of the 1 certificate logs",
        () -> verify(withLogs(log.trusted()), signer().timestamps(new byte[] {0, 0})));
  }

  @Test
  void logThatIsNotKnownSaysNothing() throws Exception {
    TestCertificateLog other = TestCertificateLog.ecdsa();
    TestCertificateBuilder both = signer().seenBy(other, WITHIN).seenBy(log, WITHIN);

    assertRefused(
        Reason.CERTIFICATE_LOG_MISSING,
        "none of the 1 certificate logs",
        () -> verify(withLogs(log.trusted()), signer().seenBy(other, WITHIN)));
    assertThat(verify(withLogs(log.trusted()), both)).isNotEmpty();
  }

  @Test
  void oneTimestampThatFitsIsEnough() throws Exception {
    TestCertificateBuilder early = signer().seenBy(log, START.minusMillis(1)).seenBy(log, WITHIN);

    assertThat(verify(withLogs(log.trusted()), early)).isNotEmpty();
  }

  @Test
  void bothEndsOfTheTimeOfALogBelongToIt() throws Exception {
    assertThat(verify(withLogs(log.trusted()), signer().seenBy(log, START))).isNotEmpty();
    assertThat(verify(withLogs(log.trusted()), signer().seenBy(log, END))).isNotEmpty();
    assertRefused(
        Reason.CERTIFICATE_LOG_INVALID,
        "is trusted from 2024-01-01T00:00:00Z to 2024-12-31T23:59:59Z, and says that it has seen",
        () -> verify(withLogs(log.trusted()), signer().seenBy(log, START.minusMillis(1))));
    assertRefused(
        Reason.CERTIFICATE_LOG_INVALID,
        "is trusted from",
        () -> verify(withLogs(log.trusted()), signer().seenBy(log, END.plusMillis(1))));
  }

  /** After the key of a log was listed twice, for two times. */
  @Test
  void anotherEntryOfTheSameLogMayHaveItsTime() throws Exception {
    ValidityPeriod before = new ValidityPeriod(null, START.minusMillis(1));

    assertThat(verify(withLogs(log.trusted(before), log.trusted()), signer().seenBy(log, WITHIN)))
        .isNotEmpty();
  }

  @Test
  void kindOfSignatureMustBeThatOfTheLog() {
    TestCertificateLog lying = TestCertificateLog.lyingAboutItsSignature();

    assertRefused(
        Reason.CERTIFICATE_LOG_INVALID,
        "signs by ECDSA with SHA-256, and its timestamp says that it is signed otherwise",
        () -> verify(withLogs(lying.trusted()), signer().seenBy(lying, WITHIN)));
  }

  @Test
  void listMustBeWhole() {
    List<byte[]> broken =
        List.of(
            new byte[] {},
            new byte[] {0},
            new byte[] {0, 1},
            new byte[] {0, 2, 0, 1},
            new byte[] {0, 2, 0, 0},
            new byte[] {0, 0, 0},
            new byte[] {0, 3, 0, 1, 0});

    for (byte[] each : broken) {
      assertRefused(
          Reason.CERTIFICATE_LOG_INVALID,
          "the timestamps of certificate logs in the certificate",
          () -> verify(withLogs(log.trusted()), signer().timestamps(each)));
    }
    assertRefused(
        Reason.CERTIFICATE_LOG_INVALID,
        "are not the DER of an octet string",
        () ->
            verify(
                withLogs(log.trusted()), signer().with(TIMESTAMPS, false, new DERUTF8String("?"))));
  }

  @Test
  void timestampOfAnotherVersionIsPassedOver() {
    assertRefused(
        Reason.CERTIFICATE_LOG_MISSING,
        "none of the 1 certificate logs",
        () -> verify(withLogs(log.trusted()), signer().timestamps(new byte[] {0, 3, 0, 1, 1})));
  }

  @Test
  void manyTimestampsAreRefused() throws Exception {
    byte[] list = new byte[2 + 33 * 3];
    list[1] = 33 * 3;
    for (int i = 0; i < 33; i++) {
      list[2 + 3 * i + 1] = 1;
      list[2 + 3 * i + 2] = 9;
    }

    assertRefused(
        Reason.LIMIT_EXCEEDED,
        "more than 32 timestamps",
        () -> verify(withLogs(log.trusted()), signer().timestamps(list)));
  }
}
