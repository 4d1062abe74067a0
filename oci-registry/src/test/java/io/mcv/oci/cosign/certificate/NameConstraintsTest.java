package io.mcv.oci.cosign.certificate;

import static io.mcv.oci.cosign.certificate.Verifying.assertRefused;
import static io.mcv.oci.cosign.certificate.Verifying.path;
import static io.mcv.oci.cosign.certificate.Verifying.trusting;
import static io.mcv.oci.cosign.testing.TestCertificate.trusted;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.oci.cosign.testing.TestCertificate;
import io.mcv.oci.cosign.testing.TestCertificateBuilder;
import io.mcv.oci.cosign.verdict.Reason;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Authorities that may issue to some names alone. */
class NameConstraintsTest {
  private static final String NOT_ALLOWED = "a name that its authority may not issue to";

  private static GeneralName email(String address) {
    return new GeneralName(GeneralName.rfc822Name, address);
  }

  private static TestCertificate authority(
      GeneralSubtree @Nullable [] permitted, GeneralSubtree @Nullable [] excluded) {
    return TestCertificate.authority("root")
        .with(Extension.nameConstraints, true, new NameConstraints(permitted, excluded))
        .selfSigned();
  }

  private static GeneralSubtree[] below(GeneralName name) {
    return new GeneralSubtree[] {new GeneralSubtree(name)};
  }

  private static TestCertificateBuilder signer(String address) {
    return TestCertificate.signer("https://signer.example").named(email(address));
  }

  @Test
  void permittedNamesAreAcceptedAndOthersAreNot() throws Exception {
    TestCertificate root = authority(below(email("example.com")), null);

    assertThat(path(trusting(trusted(root)), signer("me@example.com").issuedBy(root))).isNotNull();
    assertRefused(
        Reason.CERTIFICATE_UNTRUSTED,
        NOT_ALLOWED,
        () -> path(trusting(trusted(root)), signer("me@example.org").issuedBy(root)));
  }

  @Test
  void excludedNamesAreRefusedAndOthersAreNot() throws Exception {
    TestCertificate root = authority(null, below(email("example.com")));

    assertThat(path(trusting(trusted(root)), signer("me@example.org").issuedBy(root))).isNotNull();
    assertRefused(
        Reason.CERTIFICATE_UNTRUSTED,
        NOT_ALLOWED,
        () -> path(trusting(trusted(root)), signer("me@example.com").issuedBy(root)));
  }

  @Test
  void theyHoldForAllBelow() {
    TestCertificate root = authority(null, below(email("example.com")));
    TestCertificate issuing = TestCertificate.authority("issuing").issuedBy(root);

    assertRefused(
        Reason.CERTIFICATE_UNTRUSTED,
        NOT_ALLOWED,
        () -> path(trusting(trusted(issuing, root)), signer("me@example.com").issuedBy(issuing)));
  }

  @Test
  void addressInTheSubjectIsANameToo() {
    TestCertificate root = authority(null, below(email("example.com")));

    assertRefused(
        Reason.CERTIFICATE_UNTRUSTED,
        NOT_ALLOWED,
        () ->
            path(
                trusting(trusted(root)),
                signer("me@example.org").subject("E=me@example.com").issuedBy(root)));
  }

  @Test
  void authorityThatIssuedToItselfIsNotBound() throws Exception {
    GeneralName other = new GeneralName(new X500Name("CN=root"));
    TestCertificate root = authority(null, below(other));
    TestCertificate renewed = TestCertificate.authority("root").issuedBy(root);

    assertThat(path(trusting(trusted(renewed, root)), signer("me@example.org").issuedBy(renewed)))
        .isNotNull();
  }
}
