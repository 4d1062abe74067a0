package io.mcv.oci.cosign.certificate;

import io.mcv.oci.cosign.verdict.Reason;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import java.util.List;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraintValidatorException;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.PKIXNameConstraintValidator;

/** Name constraints (RFC 5280 4.2.1.10): authorities may say which names those below them have. */
final class NamesAllowed {
  private NamesAllowed() {}

  /** Checks a path, signer first; an authority that issued to itself is not bound by its own. */
  static void check(List<ParsedCertificate> path) throws SignatureRejectedException {
    PKIXNameConstraintValidator constraints = new PKIXNameConstraintValidator();
    boolean constrained = false;
    for (int i = path.size() - 1; i >= 0; i--) {
      ParsedCertificate each = path.get(i);
      if (constrained && (i == 0 || !each.isSelfIssued())) {
        checkNames(constraints, each);
      }
      NameConstraints own = each.use().names();
      if (own != null) {
        constrained = true;
        add(constraints, own);
      }
    }
  }

  private static void checkNames(
      PKIXNameConstraintValidator constraints, ParsedCertificate certificate)
      throws SignatureRejectedException {
    try {
      X500Name subject = certificate.structure().getSubject();
      constraints.checkPermittedDN(subject);
      constraints.checkExcludedDN(subject);
      for (RDN email : subject.getRDNs(BCStyle.EmailAddress)) {
        checkName(
            constraints,
            new GeneralName(GeneralName.rfc822Name, email.getFirst().getValue().toString()));
      }
      Extension names = certificate.extension(Extension.subjectAlternativeName);
      if (names != null) {
        for (GeneralName each : GeneralNames.getInstance(names.getParsedValue()).getNames()) {
          checkName(constraints, each);
        }
      }
    } catch (NameConstraintValidatorException | RuntimeException e) {
      // A name that cannot be compared is not known to be allowed.
      throw new SignatureRejectedException(
          Reason.CERTIFICATE_UNTRUSTED,
          "the certificate has a name that its authority may not issue to",
          e);
    }
  }

  private static void checkName(PKIXNameConstraintValidator constraints, GeneralName name)
      throws NameConstraintValidatorException {
    constraints.checkPermitted(name);
    constraints.checkExcluded(name);
  }

  private static void add(PKIXNameConstraintValidator constraints, NameConstraints own)
      throws SignatureRejectedException {
    try {
      GeneralSubtree[] permitted = own.getPermittedSubtrees();
      if (permitted != null) {
        constraints.intersectPermittedSubtree(permitted);
      }
      GeneralSubtree[] excluded = own.getExcludedSubtrees();
      if (excluded != null) {
        for (GeneralSubtree each : excluded) {
          constraints.addExcludedSubtree(each);
        }
      }
    } catch (RuntimeException e) {
      throw new SignatureRejectedException(
          Reason.CERTIFICATE_UNTRUSTED, "an authority has name constraints that cannot be read", e);
    }
  }
}
