package io.mcv.oci.cosign.certificate;

import io.mcv.oci.cosign.trust.CertificateAuthority;
import io.mcv.oci.cosign.verdict.Reason;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.x509.KeyUsage;

/**
 * The rules for a path whose signatures fit, signer first and anchor last (RFC 5280 6.1, and what
 * Sigstore adds).
 *
 * <table>
 *   <caption>Rules</caption>
 *   <tr><td>all</td><td>no critical extension but basic constraints, key usage, extended key usage,
 *       subject alternative name and name constraints</td></tr>
 *   <tr><td>signer</td><td>no authority; signs code, by its extended key usage; may make
 *       signatures, by its key usage if it has one</td></tr>
 *   <tr><td>others, the anchor too</td><td>authority; may sign certificates; its extended key usage
 *       if any is for code signing; no more authorities below than it says; names below as it
 *       says</td></tr>
 *   <tr><td>at each time</td><td>all are valid, the anchor too (CVE-2026-24122), and the trusted
 *       root says that the authority was in use; both ends belong to a period</td></tr>
 * </table>
 *
 * <p>The JDK's {@code CertPathValidator} is not asked, since what it accepts depends on {@code
 * jdk.certpath.disabledAlgorithms} of the machine, and a verdict must not. Out of scope are
 * revocation, which Sigstore does not have since certificates live for minutes, and certificate
 * policies: where one is critical the path is refused.
 */
final class PathRules {
  private final List<ParsedCertificate> path;

  PathRules(List<ParsedCertificate> path) {
    this.path = path;
  }

  void check(CertificateAuthority authority, List<Instant> times)
      throws SignatureRejectedException {
    checkSigner(path.get(0).use());
    for (ParsedCertificate each : path) {
      require(
          each.use().understood(), each, "has a critical extension that is not understood here");
    }
    checkAuthorities();
    NamesAllowed.check(path);
    for (Instant time : times) {
      checkTime(authority, time);
    }
  }

  private void checkSigner(CertificateUse use) throws SignatureRejectedException {
    ParsedCertificate signer = path.get(0);
    require(!use.authority(), signer, "is that of an authority, and not of a signer");
    require(use.isForCodeSigning(), signer, "is not for signing code, by its extended key usage");
    require(use.allows(KeyUsage.digitalSignature), signer, "is not for signatures");
  }

  private void checkAuthorities() throws SignatureRejectedException {
    int below = 0;
    for (ParsedCertificate each : path.subList(1, path.size())) {
      CertificateUse use = each.use();
      require(use.authority(), each, "issued another, and is not that of an authority");
      require(use.allows(KeyUsage.keyCertSign), each, "may not sign certificates");
      require(use.allowsCodeSigningBelow(), each, "is of an authority for other uses than code");
      Integer most = use.pathLength();
      require(most == null || below <= most, each, "allows at most " + most + " authorities below");
      below += each.isSelfIssued() ? 0 : 1;
    }
  }

  private void checkTime(CertificateAuthority authority, Instant time)
      throws SignatureRejectedException {
    for (ParsedCertificate each : path) {
      if (!each.validity().contains(time)) {
        throw expired(words(each) + " is valid from " + each.validity(), time);
      }
    }
    if (!authority.validity().contains(time)) {
      throw expired(
          "the trusted root trusts " + authority.name() + " from " + authority.validity(), time);
    }
  }

  private static SignatureRejectedException expired(String what, Instant time) {
    return new SignatureRejectedException(
        Reason.CERTIFICATE_EXPIRED, what + ", and the signature was made at " + time);
  }

  private void require(boolean holds, ParsedCertificate certificate, String problem)
      throws SignatureRejectedException {
    if (!holds) {
      throw new SignatureRejectedException(
          Reason.CERTIFICATE_UNTRUSTED, words(certificate) + " " + problem);
    }
  }

  private String words(ParsedCertificate certificate) {
    return certificate == path.get(0)
        ? "the signer's certificate"
        : "the certificate of the authority " + certificate.subject();
  }
}
