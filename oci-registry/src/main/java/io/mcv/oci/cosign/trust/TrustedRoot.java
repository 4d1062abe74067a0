package io.mcv.oci.cosign.trust;

import io.mcv.oci.cosign.verdict.SignatureLimits;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Whom signatures are checked against: {@code trusted_root.json}.
 *
 * @param logs of signatures (Rekor)
 * @param certificateLogs of certificates (CT)
 * @param certificateAuthorities that issue to signers (Fulcio)
 * @param timestampAuthorities that tell the time (RFC 3161); the certificate that signs is first in
 *     the chain
 */
public record TrustedRoot(
    List<TransparencyLog> logs,
    List<TransparencyLog> certificateLogs,
    List<CertificateAuthority> certificateAuthorities,
    List<CertificateAuthority> timestampAuthorities) {
  /** Nobody is trusted. */
  public static final TrustedRoot NONE =
      new TrustedRoot(List.of(), List.of(), List.of(), List.of());

  /** With lists of its own. */
  public TrustedRoot {
    logs = List.copyOf(logs);
    certificateLogs = List.copyOf(certificateLogs);
    certificateAuthorities = List.copyOf(certificateAuthorities);
    timestampAuthorities = List.copyOf(timestampAuthorities);
  }

  /**
   * Reads a file: one trusted root (media type of version 0.1 or 0.2), or several as JSON lines,
   * one on each, as for a private instance beside the public one.
   *
   * @param json at most {@value SignatureLimits#MAX_TRUST_BYTES} bytes
   * @param what it is, for the error
   * @throws TrustedRootException if it is none
   */
  public static TrustedRoot parse(byte[] json, String what) throws TrustedRootException {
    if (json.length > SignatureLimits.MAX_TRUST_BYTES) {
      throw new TrustedRootException(
          what
              + " is too large for a trusted root: at most "
              + SignatureLimits.MAX_TRUST_BYTES
              + " bytes");
    }
    List<byte[]> lines = JsonLines.split(json);
    if (lines.size() == 1) {
      return TrustedRootFile.read(lines.get(0), what);
    }
    if (lines.size() > SignatureLimits.MAX_TRUSTED_ROOTS) {
      throw new TrustedRootException(
          what + " has more than " + SignatureLimits.MAX_TRUSTED_ROOTS + " trusted roots");
    }
    TrustedRoot root = NONE;
    for (int i = 0; i < lines.size(); i++) {
      root = root.and(TrustedRootFile.read(lines.get(i), what + ", root " + (i + 1)));
    }
    return root;
  }

  /** Those of both. */
  public TrustedRoot and(TrustedRoot other) {
    return new TrustedRoot(
        both(logs, other.logs),
        both(certificateLogs, other.certificateLogs),
        both(certificateAuthorities, other.certificateAuthorities),
        both(timestampAuthorities, other.timestampAuthorities));
  }

  private static <T> List<T> both(List<T> some, List<T> others) {
    Set<T> all = new LinkedHashSet<>(some);
    all.addAll(others);
    return List.copyOf(all);
  }
}
