package io.mcv.oci.cosign.certificate;

import static io.mcv.oci.cosign.certificate.Verifying.assertRefused;
import static io.mcv.oci.cosign.certificate.Verifying.path;
import static io.mcv.oci.cosign.certificate.Verifying.trusting;
import static io.mcv.oci.cosign.testing.TestCertificate.END;
import static io.mcv.oci.cosign.testing.TestCertificate.START;
import static io.mcv.oci.cosign.testing.TestCertificate.WITHIN;
import static io.mcv.oci.cosign.testing.TestCertificate.trusted;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.key.ValidityPeriod;
import io.mcv.oci.cosign.testing.TestCertificate;
import io.mcv.oci.cosign.testing.TestCertificateBuilder;
import io.mcv.oci.cosign.trust.CertificateAuthority;
import io.mcv.oci.cosign.verdict.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;

/** The path from a signer's certificate to a trusted anchor. */
class CertificatePathTest {
  private static final String UNTRUSTED = "leads to none of the 1 authorities";

  private final TestCertificate root = TestCertificate.authority("root").selfSigned();
  private final TestCertificate issuing = TestCertificate.authority("issuing").issuedBy(root);
  private final TestCertificate signer = signer().issuedBy(issuing);

  private static TestCertificateBuilder signer() {
    return TestCertificate.signer("https://signer.example");
  }

  @Test
  void signerUnderTheChainOfTheRootIsAccepted() throws Exception {
    IssuedBy issuer = path(trusting(trusted(issuing, root)), signer);

    assertThat(issuer).isEqualTo(new IssuedBy("test authority", issuing.spki()));
  }

  @Test
  void anchorNeedNotBeARoot() throws Exception {
    assertThat(path(trusting(trusted(issuing)), signer).issuerSpki()).isEqualTo(issuing.spki());
  }

  @Test
  void untrustedIntermediateHelpsToReachTheAnchor() throws Exception {
    assertThat(path(trusting(trusted(root)), signer, issuing).issuerSpki())
        .isEqualTo(issuing.spki());
    assertRefused(
        Reason.CERTIFICATE_UNTRUSTED, UNTRUSTED, () -> path(trusting(trusted(root)), signer));
  }

  @Test
  void rootThatComesWithTheSignatureIsTrustedInNothing() {
    TestCertificate other = TestCertificate.authority("other").selfSigned();

    assertRefused(
        Reason.CERTIFICATE_UNTRUSTED,
        UNTRUSTED,
        () -> path(trusting(trusted(other)), signer, issuing, root));
  }

  @Test
  void authorityOfTheSameNameWithAnotherKeyIsAnotherOne() {
    TestCertificate other = TestCertificate.authority("issuing").selfSigned();

    assertRefused(
        Reason.CERTIFICATE_UNTRUSTED, UNTRUSTED, () -> path(trusting(trusted(other)), signer));
  }

  @Test
  void anyOfSeveralAuthoritiesMayLeadToTheSigner() throws Exception {
    CertificateAuthority old =
        trusted(new ValidityPeriod(null, START.minusSeconds(1)), issuing, root);
    TestCertificate other = TestCertificate.authority("issuing").selfSigned();

    assertThat(path(trusting(old, trusted(other), trusted(issuing, root)), signer)).isNotNull();
  }

  @Test
  void nothingIsTrustedWithoutAuthorities() {
    assertRefused(
        Reason.CERTIFICATE_UNTRUSTED,
        "leads to none of the 0 authorities",
        () -> path(trusting(), signer, issuing, root));
  }

  @Test
  void authorityThatCannotBeReadDoesNotHideAnother() throws Exception {
    CertificateAuthority broken =
        new CertificateAuthority(
            "broken", List.of(Bytes.of(new byte[] {1})), ValidityPeriod.ALWAYS);

    assertThat(path(trusting(broken, trusted(issuing)), signer)).isNotNull();
    assertRefused(
        Reason.MALFORMED, "a certificate of broken", () -> path(trusting(broken), signer));
  }

  @Test
  void bothEndsOfAValidityBelongToIt() throws Exception {
    CertificateAuthority authority = trusted(new ValidityPeriod(START, END), issuing, root);

    assertThat(path(trusting(authority), List.of(START, WITHIN, END), signer)).isNotNull();
  }

  @Test
  void everyTrustedTimeCounts() {
    assertRefused(
        Reason.CERTIFICATE_EXPIRED,
        "the signer's certificate is valid from 2024-01-01T00:00:00Z to 2024-12-31T23:59:59Z, and"
            + " the signature was made at 2025-01-01T00:00:00Z",
        () -> path(trusting(trusted(issuing, root)), List.of(WITHIN, END.plusSeconds(1)), signer));
    assertRefused(
        Reason.CERTIFICATE_EXPIRED,
        "made at 2023-12-31T23:59:59Z",
        () -> path(trusting(trusted(issuing)), List.of(START.minusSeconds(1), WITHIN), signer));
  }

  /** CVE-2026-24122. */
  @Test
  void authorityThatHadExpiredWhenTheSignatureWasMadeIsRefused() {
    Instant early = WITHIN.minusSeconds(1);
    TestCertificate oldIssuing =
        TestCertificate.authority("issuing").valid(START, early).issuedBy(root);
    TestCertificate oldRoot = TestCertificate.authority("root").valid(START, early).selfSigned();
    TestCertificate below = TestCertificate.authority("issuing").issuedBy(oldRoot);

    assertRefused(
        Reason.CERTIFICATE_EXPIRED,
        "the certificate of the authority 'CN=issuing' is valid",
        () -> path(trusting(trusted(oldIssuing, root)), signer().issuedBy(oldIssuing)));
    assertRefused(
        Reason.CERTIFICATE_EXPIRED,
        "the certificate of the authority 'CN=root' is valid",
        () -> path(trusting(trusted(below, oldRoot)), signer().issuedBy(below)));
  }

  @Test
  void authorityIsTrustedInItsTimeAlone() {
    CertificateAuthority retired =
        trusted(new ValidityPeriod(START, WITHIN.minusSeconds(1)), issuing, root);

    assertRefused(
        Reason.CERTIFICATE_EXPIRED,
        "the trusted root trusts test authority from",
        () -> path(trusting(retired), signer));
  }

  @Test
  void pathThatIsOnlyTooOldIsToldBeforeOthers() {
    CertificateAuthority retired = trusted(new ValidityPeriod(null, START), issuing);
    TestCertificate forTls =
        TestCertificate.authority("issuing")
            .keys(issuing.keys())
            .purpose(KeyPurposeId.id_kp_serverAuth)
            .issuedBy(root);

    assertRefused(
        Reason.CERTIFICATE_EXPIRED,
        "trusts test authority",
        () -> path(trusting(trusted(forTls), retired, trusted(forTls)), signer));
  }

  /** As after the key of an authority was certified again. */
  @Test
  void expiredIntermediateDoesNotHideOneThatIsValid() throws Exception {
    TestCertificate expired =
        TestCertificate.authority("issuing")
            .keys(issuing.keys())
            .valid(START, START)
            .issuedBy(root);

    assertThat(path(trusting(trusted(expired, root)), signer, issuing)).isNotNull();
  }

  @Test
  void signerMustBeForSigningCode() {
    assertSignerRefused("is not for signing code", signer().without(Extension.extendedKeyUsage));
    assertSignerRefused(
        "is not for signing code", signer().purpose(KeyPurposeId.id_kp_timeStamping));
    assertSignerRefused(
        "is not for signing code", signer().purpose(KeyPurposeId.anyExtendedKeyUsage));
    assertSignerRefused(
        "is not for signatures",
        signer().with(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyAgreement)));
    assertSignerRefused(
        "is that of an authority",
        signer().with(Extension.basicConstraints, true, new BasicConstraints(true)));
  }

  private void assertSignerRefused(String words, TestCertificateBuilder wrong) {
    assertRefused(
        Reason.CERTIFICATE_UNTRUSTED,
        words,
        () -> path(trusting(trusted(issuing, root)), wrong.issuedBy(issuing)));
  }

  @Test
  void signerMayBeForMoreThanCodeAndSayNothingOfItsKey() throws Exception {
    TestCertificate more =
        signer()
            .purpose(KeyPurposeId.id_kp_clientAuth, KeyPurposeId.id_kp_codeSigning)
            .without(Extension.keyUsage)
            .issuedBy(issuing);

    assertThat(path(trusting(trusted(issuing)), more)).isNotNull();
  }

  @Test
  void authorityMustBeOneAndForCode() {
    assertAuthorityRefused(
        "is not that of an authority",
        TestCertificate.authority("issuing").without(Extension.basicConstraints));
    assertAuthorityRefused(
        "is not that of an authority",
        TestCertificate.authority("issuing")
            .with(Extension.basicConstraints, true, new BasicConstraints(false)));
    assertAuthorityRefused(
        "may not sign certificates",
        TestCertificate.authority("issuing")
            .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.cRLSign)));
    assertAuthorityRefused(
        "is of an authority for other uses than code",
        TestCertificate.authority("issuing").purpose(KeyPurposeId.id_kp_timeStamping));
  }

  /** Below an anchor, and as one. */
  private void assertAuthorityRefused(String words, TestCertificateBuilder wrong) {
    TestCertificate below = wrong.issuedBy(root);
    TestCertificate signed = signer().issuedBy(below);

    assertRefused(
        Reason.CERTIFICATE_UNTRUSTED, words, () -> path(trusting(trusted(below, root)), signed));
    assertRefused(
        Reason.CERTIFICATE_UNTRUSTED, words, () -> path(trusting(trusted(below)), signed));
    assertRefused(
        Reason.CERTIFICATE_UNTRUSTED, words, () -> path(trusting(trusted(root)), signed, below));
  }

  @Test
  void signerCannotIssueToAnother() {
    TestCertificate first = signer().subject("CN=first").issuedBy(issuing);
    TestCertificate below = signer().issuedBy(first);

    assertRefused(
        Reason.CERTIFICATE_UNTRUSTED,
        "is not that of an authority",
        () -> path(trusting(trusted(issuing, root)), below, first));
  }

  @Test
  void authorityMayBoundHowManyFollowIt() throws Exception {
    TestCertificate one = TestCertificate.authority("root").pathLength(1).selfSigned();
    TestCertificate first = TestCertificate.authority("first").pathLength(0).issuedBy(one);
    TestCertificate second = TestCertificate.authority("second").issuedBy(first);

    assertThat(path(trusting(trusted(first, one)), signer().issuedBy(first))).isNotNull();
    assertRefused(
        Reason.CERTIFICATE_UNTRUSTED,
        "allows at most 0 authorities below",
        () -> path(trusting(trusted(second, first, one)), signer().issuedBy(second)));
  }

  @Test
  void authorityThatIssuedToItselfDoesNotCount() throws Exception {
    TestCertificate top = TestCertificate.authority("root").pathLength(0).selfSigned();
    TestCertificate renewed = TestCertificate.authority("root").issuedBy(top);

    assertThat(path(trusting(trusted(renewed, top)), signer().issuedBy(renewed))).isNotNull();
  }

  @Test
  void criticalExtensionThatIsNotUnderstoodIsRefused() throws Exception {
    ASN1ObjectIdentifier unknown = new ASN1ObjectIdentifier("1.2.3.4.5");
    TestCertificate critical =
        TestCertificate.authority("issuing").with(unknown, true, DERNull.INSTANCE).issuedBy(root);

    assertSignerRefused("a critical extension", signer().with(unknown, true, DERNull.INSTANCE));
    assertRefused(
        Reason.CERTIFICATE_UNTRUSTED,
        "a critical extension",
        () -> path(trusting(trusted(critical, root)), signer().issuedBy(critical)));
    assertThat(
            path(
                trusting(trusted(issuing)),
                signer().with(unknown, false, DERNull.INSTANCE).issuedBy(issuing)))
        .isNotNull();
  }

  @Test
  void criticalNameOfFulciosOwnKindIsUnderstood() throws Exception {
    TestCertificate named = signer().otherName("user!domain").issuedBy(issuing);

    assertThat(path(trusting(trusted(issuing, root)), named)).isNotNull();
  }

  @Test
  void longPathsAreNotFollowed() {
    List<TestCertificate> chain = chain(9);

    assertRefused(
        Reason.CERTIFICATE_UNTRUSTED,
        UNTRUSTED,
        () ->
            path(
                trusting(trusted(chain.get(0))),
                signer().issuedBy(chain.get(8)),
                chain.subList(1, 9).toArray(TestCertificate[]::new)));
  }

  private static List<TestCertificate> chain(int length) {
    List<TestCertificate> chain = new ArrayList<>();
    chain.add(TestCertificate.authority("0").selfSigned());
    for (int i = 1; i < length; i++) {
      chain.add(TestCertificate.authority("" + i).issuedBy(chain.get(i - 1)));
    }
    return chain;
  }

  /** Sixteen certificates of one name and key make more paths than there are atoms. */
  @Test
  void mazeOfCertificatesIsLeftEarly() {
    TestCertificate maze = TestCertificate.authority("maze").selfSigned();
    List<TestCertificate> same = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      same.add(
          TestCertificate.authority("maze")
              .keys(maze.keys())
              .valid(START, END.minusSeconds(i + 1))
              .issuedBy(maze));
    }

    assertRefused(
        Reason.LIMIT_EXCEEDED,
        "more paths than are followed",
        () ->
            path(
                trusting(trusted(root)),
                signer().issuedBy(maze),
                same.toArray(TestCertificate[]::new)));
  }

  @Test
  void manyCertificatesAreRefused() {
    List<TestCertificate> many = Collections.nCopies(17, issuing);

    assertRefused(
        Reason.LIMIT_EXCEEDED,
        "more than 16 certificates",
        () -> path(trusting(trusted(root)), signer, many.toArray(TestCertificate[]::new)));
  }
}
