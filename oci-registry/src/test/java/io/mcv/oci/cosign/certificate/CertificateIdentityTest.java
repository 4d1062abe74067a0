package io.mcv.oci.cosign.certificate;

import static io.mcv.oci.cosign.certificate.Verifying.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.oci.cosign.testing.TestCertificate;
import io.mcv.oci.cosign.testing.TestCertificateBuilder;
import io.mcv.oci.cosign.verdict.Reason;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.Test;

/** Whom a certificate names. */
class CertificateIdentityTest {
  private static final ASN1ObjectIdentifier ISSUER_V1 =
      new ASN1ObjectIdentifier("1.3.6.1.4.1.57264.1.1");
  private static final ASN1ObjectIdentifier ISSUER_V2 =
      new ASN1ObjectIdentifier("1.3.6.1.4.1.57264.1.8");
  private static final String UNREADABLE = "a name or extension that cannot be read";

  private final TestCertificate root = TestCertificate.authority("root").selfSigned();

  private CertificateIdentity identity(TestCertificateBuilder signer)
      throws SignatureRejectedException {
    return SigningCertificate.parse(signer.issuedBy(root).der()).identity();
  }

  private static TestCertificateBuilder signer() {
    return TestCertificate.signer("https://signer.example");
  }

  @Test
  void addressesDnsNamesAndUrisAreNames() throws Exception {
    CertificateIdentity identity =
        identity(
            signer()
                .named(
                    new GeneralName(GeneralName.rfc822Name, "me@example.com"),
                    new GeneralName(GeneralName.dNSName, "example.com"),
                    new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
                    new GeneralName(new X500Name("CN=me")),
                    new GeneralName(GeneralName.uniformResourceIdentifier, "foo")));

    assertThat(identity.names()).containsExactly("me@example.com", "example.com", "foo");
    assertThat(identity.emails()).containsExactly("me@example.com");
  }

  @Test
  void otherNameOfFulcioIsOne() throws Exception {
    assertThat(identity(signer().otherName("me!domain")).names()).containsExactly("me!domain");
  }

  @Test
  void certificateMayNameNobody() throws Exception {
    CertificateIdentity identity =
        identity(signer().without(Extension.subjectAlternativeName).without(ISSUER_V2));

    assertThat(identity).isEqualTo(new CertificateIdentity(List.of(), List.of(), null, Map.of()));
  }

  @Test
  void issuerIsThatOfEitherExtension() throws Exception {
    assertThat(identity(signer().fulcio(8, "https://second")).issuer()).isEqualTo("https://second");
    assertThat(identity(signer().without(ISSUER_V2).fulcio(1, "https://first")).issuer())
        .isEqualTo("https://first");
    assertThat(identity(signer().fulcio(8, "https://same").fulcio(1, "https://same")).issuer())
        .isEqualTo("https://same");
  }

  @Test
  void twoIssuersThatDifferAreRefused() {
    assertRefused(
        Reason.MALFORMED,
        "two issuers of its identity that differ",
        () -> identity(signer().fulcio(1, "https://first").fulcio(8, "https://second")));
  }

  @Test
  void furtherExtensionsAreReadByName() throws Exception {
    TestCertificateBuilder signer = signer();
    for (int number : List.of(2, 3, 4, 5, 6, 9, 12, 21, 24)) {
      signer.fulcio(number, "value " + number);
    }

    assertThat(identity(signer).extensions())
        .isEqualTo(
            Map.of(
                "githubWorkflowTrigger", "value 2",
                "githubWorkflowSHA", "value 3",
                "githubWorkflowName", "value 4",
                "githubWorkflowRepository", "value 5",
                "githubWorkflowRef", "value 6",
                "buildSignerURI", "value 9",
                "sourceRepositoryURI", "value 12",
                "runInvocationURI", "value 21",
                "tokenSubject", "value 24"));
  }

  @Test
  void textOfAnotherTypeIsRefused() {
    assertRefused(
        Reason.MALFORMED,
        UNREADABLE,
        () -> identity(signer().with(ISSUER_V2, false, new DERPrintableString("https://x"))));
    assertRefused(
        Reason.MALFORMED,
        UNREADABLE,
        () -> identity(signer().withBytes(ISSUER_V1, false, new byte[] {(byte) 0xff})));
    assertRefused(
        Reason.MALFORMED,
        UNREADABLE,
        () ->
            identity(
                signer()
                    .with(
                        Extension.subjectAlternativeName, true, new DEROctetString(new byte[1]))));
  }

  @Test
  void rawTextWhereDerIsExpectedIsRefused() {
    byte[] raw = "https://issuer".getBytes(StandardCharsets.UTF_8);

    assertRefused(
        Reason.MALFORMED,
        "is not the DER of an X.509 certificate",
        () -> identity(signer().withBytes(ISSUER_V2, false, raw)));
  }

  @Test
  void longNamesAreRefused() {
    assertRefused(
        Reason.LIMIT_EXCEEDED,
        "a name of more than 2048 characters",
        () -> identity(TestCertificate.signer("a".repeat(2049))));
    assertRefused(
        Reason.LIMIT_EXCEEDED,
        "a name of more than 2048 characters",
        () -> identity(signer().fulcio(8, "a".repeat(2049))));
  }
}
