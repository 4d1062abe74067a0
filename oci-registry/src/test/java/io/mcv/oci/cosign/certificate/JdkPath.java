package io.mcv.oci.cosign.certificate;

import io.mcv.oci.cosign.testing.TestCertificate;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;

/**
 * What the JDK makes of a path. As a program it says what becomes of a good one, here and by the
 * JDK, on a JVM with settings of its own.
 */
final class JdkPath {
  private JdkPath() {}

  public static void main(String[] arguments) throws Exception {
    TestCertificate root = TestCertificate.authority("root").selfSigned();
    TestCertificate signer = TestCertificate.signer("https://signer.example").issuedBy(root);
    Verifying.path(Verifying.trusting(TestCertificate.trusted(root)), signer);
    System.out.println("accepted here, and by the JDK: " + isAccepted(root, signer));
  }

  /** Whether its validator of RFC 5280 accepts a path, the signer first. */
  static boolean isAccepted(TestCertificate anchor, TestCertificate... path)
      throws GeneralSecurityException {
    List<X509Certificate> certificates = new ArrayList<>();
    for (TestCertificate each : path) {
      certificates.add(read(each));
    }
    PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(read(anchor), null)));
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(TestCertificate.WITHIN));
    try {
      CertPathValidator.getInstance("PKIX")
          .validate(
              CertificateFactory.getInstance("X.509").generateCertPath(certificates), parameters);
      return true;
    } catch (CertPathValidatorException e) {
      return false;
    }
  }

  private static X509Certificate read(TestCertificate certificate) throws GeneralSecurityException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(certificate.der().toArray()));
  }
}
