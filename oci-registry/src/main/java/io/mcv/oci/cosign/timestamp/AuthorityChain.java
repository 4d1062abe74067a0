package io.mcv.oci.cosign.timestamp;

import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.trust.CertificateAuthority;
import io.mcv.oci.cosign.verdict.Reason;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.operator.OperatorCreationException;

/**
 * The certificates of a timestamp authority, as the trusted root has them: the signer's first, the
 * anchor last. The path is given, so that none is searched: each must be issued by the next (RFC
 * 5280 6.1). The JDK's {@code CertPathValidator} is not asked, since it does not read certificates
 * without a subject, which authorities have, and judges by how the machine is configured.
 */
final class AuthorityChain {
  private static final Set<ASN1ObjectIdentifier> KNOWN_EXTENSIONS =
      Set.of(
          Extension.basicConstraints,
          Extension.keyUsage,
          Extension.extendedKeyUsage,
          Extension.subjectAlternativeName);

  private final String name;
  private final List<X509CertificateHolder> certificates;
  private volatile boolean pathChecked;

  private AuthorityChain(String name, List<X509CertificateHolder> certificates) {
    this.name = name;
    this.certificates = certificates;
  }

  static AuthorityChain of(CertificateAuthority authority) throws SignatureRejectedException {
    List<X509CertificateHolder> certificates = new ArrayList<>();
    try {
      for (Bytes each : authority.chain()) {
        certificates.add(new X509CertificateHolder(each.toArray()));
      }
    } catch (IOException | RuntimeException e) {
      throw new SignatureRejectedException(
          Reason.TIMESTAMP_UNTRUSTED, unreadable(authority.name()), e);
    }
    if (certificates.isEmpty()) {
      throw new SignatureRejectedException(
          Reason.TIMESTAMP_UNTRUSTED, unreadable(authority.name()));
    }
    return new AuthorityChain(authority.name(), certificates);
  }

  private static String unreadable(String name) {
    return "the trusted root has no readable certificates of the timestamp authority " + name;
  }

  X509CertificateHolder signer() {
    return certificates.get(0);
  }

  /** Checks that all of them were valid. */
  void checkValidAt(Instant time) throws SignatureRejectedException {
    for (X509CertificateHolder each : certificates) {
      if (!each.isValidOn(Date.from(time))) {
        throw untrusted("had a certificate that was not valid at " + time);
      }
    }
  }

  /** Checks that the signer is under the anchor, and no authority itself. */
  void checkPath() throws SignatureRejectedException {
    if (pathChecked) {
      return;
    }
    try {
      if (isAuthority(signer())) {
        throw untrusted("signs with the certificate of an authority for certificates");
      }
      for (int i = 0; i < certificates.size(); i++) {
        if (!KNOWN_EXTENSIONS.containsAll(certificates.get(i).getCriticalExtensionOIDs())) {
          throw untrusted("has a certificate with a critical extension that is not known");
        }
        if (i > 0) {
          checkIssued(certificates.get(i - 1), certificates.get(i), i - 1);
        }
      }
      pathChecked = true;
    } catch (CertException | OperatorCreationException | RuntimeException e) {
      throw new SignatureRejectedException(Reason.TIMESTAMP_UNTRUSTED, unreadable(name), e);
    }
  }

  private void checkIssued(
      X509CertificateHolder certificate, X509CertificateHolder issuer, int authoritiesBelow)
      throws SignatureRejectedException, CertException, OperatorCreationException {
    if (!certificate.getIssuer().equals(issuer.getSubject())
        || !mayIssue(issuer, authoritiesBelow)
        || !certificate.isSignatureValid(AuthorityKey.of(issuer))) {
      throw untrusted("has a certificate that was not issued by the next of its chain");
    }
  }

  private static boolean mayIssue(X509CertificateHolder issuer, int authoritiesBelow) {
    BasicConstraints constraints = BasicConstraints.fromExtensions(issuer.getExtensions());
    if (constraints == null || !constraints.isCA()) {
      return false;
    }
    if (constraints.getPathLenConstraint() != null
        && constraints.getPathLenConstraint().intValueExact() < authoritiesBelow) {
      return false;
    }
    KeyUsage usage = KeyUsage.fromExtensions(issuer.getExtensions());
    ExtendedKeyUsage purposes = ExtendedKeyUsage.fromExtensions(issuer.getExtensions());
    return (usage == null || usage.hasUsages(KeyUsage.keyCertSign))
        && (purposes == null
            || purposes.hasKeyPurposeId(KeyPurposeId.id_kp_timeStamping)
            || purposes.hasKeyPurposeId(KeyPurposeId.anyExtendedKeyUsage));
  }

  private static boolean isAuthority(X509CertificateHolder certificate) {
    BasicConstraints constraints = BasicConstraints.fromExtensions(certificate.getExtensions());
    return constraints != null && constraints.isCA();
  }

  private SignatureRejectedException untrusted(String how) {
    return new SignatureRejectedException(
        Reason.TIMESTAMP_UNTRUSTED, "the timestamp authority " + name + " " + how);
  }
}
