package io.mcv.oci.cosign;

import io.mcv.oci.cosign.certificate.CertificateIdentity;
import io.mcv.oci.cosign.certificate.CertificateVerifier;
import io.mcv.oci.cosign.certificate.IdentityMatcher;
import io.mcv.oci.cosign.certificate.IssuedBy;
import io.mcv.oci.cosign.certificate.SigningCertificate;
import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.verdict.Check;
import io.mcv.oci.cosign.verdict.Reason;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks the certificate of a signer: path, certificate log, identity. */
final class CertificateChecks {
  private final CertificateVerifier verifier;
  private final List<IdentityMatcher> identities;
  private final boolean logRequired;
  private final boolean timeRequired;
  private final Clock clock;

  CertificateChecks(VerificationPolicy policy, List<IdentityMatcher> identities, Clock clock) {
    this.verifier = new CertificateVerifier(policy.root());
    this.identities = identities;
    this.logRequired = policy.certificateLogRequired();
    this.timeRequired = policy.logRequired() || policy.timestampRequired();
    this.clock = clock;
  }

  /**
   * Notes what is found.
   *
   * @param chain DER, that of the signer first
   * @param times that are trusted
   * @return whom the certificate names and who issued it; null if it is not accepted
   */
  @Nullable String check(
      SigningCertificate certificate, List<Bytes> chain, List<Instant> times, Findings findings) {
    IssuedBy issuer = path(certificate, chain.subList(1, chain.size()), times, findings);
    if (issuer == null) {
      return null;
    }
    certificateLog(certificate, issuer, findings);
    return identity(certificate, findings);
  }

  private @Nullable IssuedBy path(
      SigningCertificate certificate,
      List<Bytes> intermediates,
      List<Instant> times,
      Findings findings) {
    List<Instant> moments = times;
    if (times.isEmpty()) {
      if (findings.hasFailure()) {
        findings.skipped(Check.CERTIFICATE, "there is no trusted time to check it at");
        return null;
      }
      if (timeRequired) {
        findings.failed(
            Check.CERTIFICATE,
            Reason.TRUSTED_TIME_MISSING,
            "neither a log's promise nor a timestamp tells when the certificate was used");
        return null;
      }
      moments = List.of(clock.instant());
    }
    try {
      IssuedBy issuer = verifier.verifyPath(certificate, intermediates, moments);
      String when = times.isEmpty() ? "now, since no trusted time is asked for" : words(times);
      findings.passed(Check.CERTIFICATE, "issued by " + issuer.authority() + ", valid " + when);
      return issuer;
    } catch (SignatureRejectedException e) {
      findings.failed(Check.CERTIFICATE, e);
      return null;
    }
  }

  private static String words(List<Instant> times) {
    return "at " + String.join(", ", times.stream().distinct().map(Instant::toString).toList());
  }

  private void certificateLog(SigningCertificate certificate, IssuedBy issuer, Findings findings) {
    if (!logRequired) {
      findings.skipped(Check.CERTIFICATE_LOG, "certificate logs are not looked at, as asked for");
      return;
    }
    try {
      findings.passed(Check.CERTIFICATE_LOG, verifier.verifyLogged(certificate, issuer));
    } catch (SignatureRejectedException e) {
      findings.failed(Check.CERTIFICATE_LOG, e);
    }
  }

  private @Nullable String identity(SigningCertificate certificate, Findings findings) {
    try {
      CertificateIdentity identity = certificate.identity();
      String signer = match(identity) + " of issuer " + identity.issuer();
      findings.passed(Check.IDENTITY, signer);
      return signer;
    } catch (SignatureRejectedException e) {
      findings.failed(Check.IDENTITY, e);
      return null;
    }
  }

  /** The name that matched; else why the matcher that came closest did not. */
  private String match(CertificateIdentity identity) throws SignatureRejectedException {
    SignatureRejectedException closest =
        new SignatureRejectedException(Reason.IDENTITY_MISMATCH, "no identity is accepted");
    for (IdentityMatcher each : identities) {
      try {
        return each.check(identity);
      } catch (SignatureRejectedException e) {
        if (closest.reason() != Reason.ISSUER_MISMATCH) {
          closest = e;
        }
      }
    }
    throw closest;
  }
}
