package io.mcv.oci.cosign;

import io.mcv.oci.cosign.trust.TrustedRoot;

/**
 * What makes a signature acceptable. Whatever is not required and not there is skipped; the verdict
 * says so.
 *
 * @param signer whose signatures
 * @param root authorities and logs that are trusted
 * @param logRequired whether a transparency log must have the signature
 * @param certificateLogRequired whether a certificate log must have seen a certificate
 * @param timestampRequired whether an RFC 3161 timestamp must tell the time, and not only a log
 */
public record VerificationPolicy(
    Signer signer,
    TrustedRoot root,
    boolean logRequired,
    boolean certificateLogRequired,
    boolean timestampRequired) {

  /** Everything that applies is required, but timestamps where a log tells the time. */
  public static VerificationPolicy of(Signer signer, TrustedRoot root) {
    return new VerificationPolicy(signer, root, true, true, false);
  }

  /** The same, whatever transparency logs say. */
  public VerificationPolicy withoutLog() {
    return new VerificationPolicy(signer, root, false, certificateLogRequired, timestampRequired);
  }

  /** The same, whatever certificate logs say. */
  public VerificationPolicy withoutCertificateLog() {
    return new VerificationPolicy(signer, root, logRequired, false, timestampRequired);
  }

  /** The same, with a timestamp required. */
  public VerificationPolicy withTimestamp() {
    return new VerificationPolicy(signer, root, logRequired, certificateLogRequired, true);
  }
}
