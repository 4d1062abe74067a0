package io.mcv.oci.cosign;

import java.util.regex.Pattern;

/**
 * The fields of signatures that nothing covers: whoever changes one changes nothing that counts.
 */
enum Uncovered {
  /** No signed byte has the version, and a bundle may keep the rules of two. */
  BUNDLE_VERSION("mediaType"),
  /** Version 0.1 goes by promises; a proof that is there must be right. */
  PROOF_OF_VERSION_1("verificationMaterial\\.tlogEntries\\[0]\\.inclusionProof dropped"),
  /** A key needs no time, and the proof stays. */
  PROMISE_BESIDE_PROOF(
      "verificationMaterial\\.tlogEntries\\[0]\\.inclusionPromise(\\.signedEntryTimestamp)?"
          + " dropped"),
  /** Only a promise signs it; the proof has an index of its own. */
  INDEX_WITHOUT_PROMISE("verificationMaterial\\.tlogEntries\\[0]\\.logIndex( dropped)?"),
  /** Lines after that of the log: no witness is asked for. */
  WITNESSES(
      "verificationMaterial\\.tlogEntries\\[0]\\.inclusionProof\\.checkpoint\\.envelope"
          + " line [567] dropped"),
  /** Only helps whoever has several keys. */
  KEY_HINT("(blob\\.)?verificationMaterial\\.publicKey\\.hint( dropped)?"),
  /** The same in an envelope. */
  KEY_ID("(dsseEnvelope|blob)\\.signatures\\[0]\\.keyid"),
  /** Only helps to build a path, which here the trusted root has whole. */
  CHAIN(
      "(verificationMaterial\\.x509CertificateChain\\.certificates\\[[12]](\\.rawBytes#[.0-9]+"
          + "| dropped)|annotations\\.dev\\.sigstore\\.cosign/chain.*)"),
  /** Only helps to choose; the statement has the type that counts. */
  PREDICATE_ANNOTATION("annotations(\\.predicateType)?( dropped)?"),
  /**
   * CMS signs its content and the attributes of the signer, and not the names and versions of the
   * structures around them.
   */
  TIMESTAMP_FRAME(
      "verificationMaterial\\.timestampVerificationData\\.rfc3161Timestamps\\[0]\\.signedTimestamp"
          + "#\\.0\\.1\\.(0|1\\.0\\.(0|1\\.0\\.0|4\\.0\\.0))"),
  /**
   * A certificate in a timestamp counts only as that of its signer, which the trusted root has too:
   * with another serial number or issuer it is of somebody else, and any but zero is true.
   */
  TIMESTAMP_CERTIFICATE(
      "verificationMaterial\\.timestampVerificationData\\.rfc3161Timestamps\\[0]\\.signedTimestamp"
          + "#\\.0\\.1\\.1\\.0\\.3\\.0\\.0\\.(1|3\\.[01]\\.0\\.[01]|7\\.0\\.[03]\\.1)");

  private final Pattern paths;

  Uncovered(String paths) {
    this.paths = Pattern.compile(paths);
  }

  /** Whether it is about this change of {@link Mutations}. */
  boolean covers(String path) {
    return paths.matcher(path).matches();
  }
}
