package io.mcv.oci.cosign.certificate;

import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.trust.CertificateAuthority;
import io.mcv.oci.cosign.trust.TrustedRoot;
import io.mcv.oci.cosign.verdict.Reason;
import io.mcv.oci.cosign.verdict.SignatureLimits;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Verifies certificates against the authorities and logs of a trusted root.
 *
 * <p>An anchor is the last certificate of an authority's chain, and need not be a root. The rules
 * for the path from the signer to it are those of {@link PathRules}, at each of the times; how a
 * certificate log has seen the certificate is that of {@link CertificateLogs}. Out of scope:
 * whether the key made the signature, and whether the identity is one that is asked for.
 */
public final class CertificateVerifier {
  private final List<TrustedChain> authorities;
  private final CertificateLogs logs;

  /** With those of this root. */
  public CertificateVerifier(TrustedRoot root) {
    this.authorities = new ArrayList<>();
    for (CertificateAuthority each : root.certificateAuthorities()) {
      authorities.add(new TrustedChain(each));
    }
    this.logs = new CertificateLogs(root.certificateLogs());
  }

  /**
   * Verifies the path to an anchor, at each of the times.
   *
   * @param intermediates DER, untrusted; they help to build the path
   * @param times at least one
   * @throws SignatureRejectedException with {@code CERTIFICATE_UNTRUSTED}, {@code
   *     CERTIFICATE_EXPIRED} where all else holds, {@code MALFORMED} or {@code LIMIT_EXCEEDED}
   */
  public IssuedBy verifyPath(
      SigningCertificate certificate, List<Bytes> intermediates, List<Instant> times)
      throws SignatureRejectedException {
    if (times.isEmpty()) {
      throw new IllegalArgumentException("a path is verified at a time");
    }
    List<ParsedCertificate> untrusted = parsed(intermediates);
    SignatureRejectedException failure = null;
    for (TrustedChain each : authorities) {
      try {
        ParsedCertificate issuer =
            new PathSearch(each, untrusted, times).issuerOf(certificate.parsed());
        if (issuer != null) {
          return new IssuedBy(each.authority().name(), issuer.key().spki());
        }
      } catch (SignatureRejectedException e) {
        failure = PathSearch.nearer(failure, e);
      }
    }
    throw failure == null ? unknown(certificate.parsed()) : failure;
  }

  private static List<ParsedCertificate> parsed(List<Bytes> intermediates)
      throws SignatureRejectedException {
    if (intermediates.size() > SignatureLimits.MAX_CERTIFICATES) {
      throw new SignatureRejectedException(
          Reason.LIMIT_EXCEEDED,
          "the signature brings more than " + SignatureLimits.MAX_CERTIFICATES + " certificates");
    }
    List<ParsedCertificate> certificates = new ArrayList<>();
    for (Bytes each : intermediates) {
      certificates.add(ParsedCertificate.parse(each, "a certificate beside the signer's"));
    }
    return certificates;
  }

  private SignatureRejectedException unknown(ParsedCertificate certificate) {
    return new SignatureRejectedException(
        Reason.CERTIFICATE_UNTRUSTED,
        "the signer's certificate was issued by "
            + certificate.issuer()
            + ", which leads to none of the "
            + authorities.size()
            + " authorities of the trusted root");
  }

  /**
   * Verifies that a trusted certificate log has seen it, by a signed certificate timestamp in it.
   *
   * @return which log and when, for people
   * @throws SignatureRejectedException with {@code CERTIFICATE_LOG_MISSING}, {@code
   *     CERTIFICATE_LOG_INVALID} or {@code LIMIT_EXCEEDED}
   */
  public String verifyLogged(SigningCertificate certificate, IssuedBy issuer)
      throws SignatureRejectedException {
    return logs.verify(certificate.parsed(), issuer.issuerSpki());
  }
}
