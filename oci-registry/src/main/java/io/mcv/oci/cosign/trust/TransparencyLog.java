package io.mcv.oci.cosign.trust;

import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.key.SignatureScheme;
import io.mcv.oci.cosign.key.ValidityPeriod;
import io.mcv.oci.cosign.key.VerificationKey;

/**
 * A log that is trusted, of signatures or of certificates.
 *
 * @param origin host and path of its URL, by which checkpoints of Rekor v2 name it; may be empty
 * @param key what it signs with
 * @param scheme how it signs
 * @param validity when its key was in use; a log of signatures has a start
 */
public record TransparencyLog(
    String origin, VerificationKey key, SignatureScheme scheme, ValidityPeriod validity) {

  /**
   * How entries of Rekor 1 and certificates name it: the SHA-256 of its key, whatever the file
   * says.
   */
  public Bytes id() {
    return key.fingerprint();
  }
}
