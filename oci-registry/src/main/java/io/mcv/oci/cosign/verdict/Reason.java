package io.mcv.oci.cosign.verdict;

/** Why a signature is not accepted. */
public enum Reason {
  /** Not readable: JSON, base64, DER, or a field that is missing or of another type. */
  MALFORMED,
  /** A version or media type that is not known. */
  UNSUPPORTED_VERSION,
  /** Larger or more than {@link SignatureLimits} allow. */
  LIMIT_EXCEEDED,
  /** No signature where one should be. */
  SIGNATURE_MISSING,
  /** More or fewer signatures in an envelope than its form allows. */
  SIGNATURE_COUNT,
  /** A blob that is not there, or not what its descriptor says. */
  BLOB_MISMATCH,
  /** Neither certificate nor key where the signer is to be known by one. */
  VERIFIER_MISSING,
  /** Signed with a certificate where a key is asked for, or the other way round. */
  VERIFIER_KIND,

  /** No timestamp where one is asked for or needed. */
  TIMESTAMP_MISSING,
  /** A timestamp that is malformed, not granted, of another signature, or wrongly signed. */
  TIMESTAMP_INVALID,
  /** A timestamp of an authority that is not trusted, or was not at that time. */
  TIMESTAMP_UNTRUSTED,
  /** Nothing trusted tells when a certificate was used. */
  TRUSTED_TIME_MISSING,

  /** No log entry where one is needed. */
  LOG_ENTRY_MISSING,
  /** An entry of a log that is not trusted, or was not at that time. */
  LOG_UNTRUSTED,
  /** The log's promise is missing where its form needs one. */
  LOG_PROMISE_MISSING,
  /** The log's promise is not signed by it. */
  LOG_PROMISE_INVALID,
  /** The proof of inclusion is missing where its form needs one. */
  LOG_PROOF_MISSING,
  /** The proof of inclusion does not lead to its root. */
  LOG_PROOF_INVALID,
  /** The checkpoint is malformed, of another tree, or not signed by the log. */
  LOG_CHECKPOINT_INVALID,
  /** The same entry twice. */
  LOG_ENTRY_REPEATED,
  /** An entry of a kind or version that cannot prove anything here. */
  LOG_ENTRY_UNSUPPORTED,
  /** The entry is about another signature, key or content. */
  LOG_ENTRY_MISMATCH,

  /** The certificate was not issued under a trusted root, or is not for signing code. */
  CERTIFICATE_UNTRUSTED,
  /** A certificate of the path was not valid at a trusted time. */
  CERTIFICATE_EXPIRED,
  /** No proof that a certificate log has seen the certificate. */
  CERTIFICATE_LOG_MISSING,
  /** The proof of the certificate log is wrong. */
  CERTIFICATE_LOG_INVALID,
  /** The certificate names another identity. */
  IDENTITY_MISMATCH,
  /** The certificate names another issuer of identities. */
  ISSUER_MISMATCH,

  /** The key is too weak, or of a kind that is not used. */
  KEY_UNSUPPORTED,
  /** The key was used outside of its time. */
  KEY_EXPIRED,
  /** The signature does not fit the key and the signed bytes. */
  SIGNATURE_INVALID,

  /** Signed is something else than a statement of this kind. */
  PAYLOAD_TYPE,
  /** The statement is about another image or file, or about none. */
  SUBJECT_MISMATCH,
  /** The statement has another predicate type. */
  PREDICATE_TYPE,
  /** An annotation that was asked for is not signed, or differs. */
  ANNOTATION_MISMATCH,
  /** The signed repository is another one, or none is signed. */
  REPOSITORY_MISMATCH
}
