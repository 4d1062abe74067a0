package io.mcv.oci.cosign.certificate;

import io.mcv.oci.cosign.verdict.Reason;
import io.mcv.oci.cosign.verdict.SignatureLimits;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Searches a path from a signer's certificate to the anchor of one authority: each certificate is
 * issued by the next, by name and by signature. Those of the authority itself are tried first, then
 * untrusted ones, which can only lead to the anchor and never be one. There may be several paths;
 * the first that {@link PathRules} accepts is taken.
 */
final class PathSearch {
  private final TrustedChain authority;
  private final List<ParsedCertificate> candidates;
  private final List<Instant> times;
  private int steps;
  private @Nullable SignatureRejectedException failure;

  PathSearch(TrustedChain authority, List<ParsedCertificate> untrusted, List<Instant> times)
      throws SignatureRejectedException {
    this.authority = authority;
    this.candidates = new ArrayList<>();
    candidates.add(authority.anchor());
    candidates.addAll(authority.intermediates());
    candidates.addAll(untrusted);
    this.times = times;
  }

  /**
   * Searches.
   *
   * @return the certificate that issued the first; null if no path leads to the anchor
   * @throws SignatureRejectedException if paths do, and none of them is valid
   */
  @Nullable ParsedCertificate issuerOf(ParsedCertificate leaf) throws SignatureRejectedException {
    List<ParsedCertificate> path = new ArrayList<>();
    path.add(leaf);
    if (isPath(path)) {
      return path.get(1);
    }
    if (failure != null) {
      throw failure;
    }
    return null;
  }

  private boolean isPath(List<ParsedCertificate> path) throws SignatureRejectedException {
    ParsedCertificate last = path.get(path.size() - 1);
    for (ParsedCertificate issuer : candidates) {
      if (path.contains(issuer) || !isIssued(last, issuer)) {
        continue;
      }
      path.add(issuer);
      boolean anchored = issuer == authority.anchor();
      if (anchored
          ? isValid(path)
          : path.size() < SignatureLimits.MAX_PATH_LENGTH && isPath(path)) {
        return true;
      }
      path.remove(path.size() - 1);
    }
    return false;
  }

  private boolean isIssued(ParsedCertificate certificate, ParsedCertificate issuer)
      throws SignatureRejectedException {
    if (!certificate.issuer().equals(issuer.subject())) {
      return false;
    }
    if (++steps > SignatureLimits.MAX_PATH_STEPS) {
      throw new SignatureRejectedException(
          Reason.LIMIT_EXCEEDED,
          "the certificates that come with the signature make more paths than are followed");
    }
    return certificate.isSignedBy(issuer);
  }

  private boolean isValid(List<ParsedCertificate> path) {
    try {
      new PathRules(path).check(authority.authority(), times);
      return true;
    } catch (SignatureRejectedException e) {
      failure = nearer(failure, e);
      return false;
    }
  }

  /** The failure that is told: dates are looked at last, so a path that is only too old is near. */
  static SignatureRejectedException nearer(
      @Nullable SignatureRejectedException known, SignatureRejectedException other) {
    return known == null || other.reason() == Reason.CERTIFICATE_EXPIRED ? other : known;
  }
}
