package io.mcv.oci.cosign.verdict;

/** What is checked of a signature, in the order in which a verdict lists it. */
public enum Check {
  /** The signature and what comes with it can be read, within limits. */
  FORM("form"),
  /** An RFC 3161 timestamp of the signature, by a trusted authority. */
  TIMESTAMP("timestamp"),
  /** The log's signed promise to include the entry, which also tells a trusted time. */
  LOG_PROMISE("log promise"),
  /** The entry is in the log: proof of inclusion, and signed checkpoint. */
  LOG_PROOF("log proof"),
  /** The entry of the log is about this signature, this key and this content. */
  LOG_ENTRY("log entry"),
  /** The certificate was issued under a trusted root, and valid at every trusted time. */
  CERTIFICATE("certificate"),
  /** A trusted certificate transparency log has seen the certificate. */
  CERTIFICATE_LOG("certificate log"),
  /** The certificate is that of the identity asked for. */
  IDENTITY("identity"),
  /** The key may be used, at every trusted time. */
  KEY("key"),
  /** The signature fits the key and the signed bytes. */
  SIGNATURE("signature"),
  /** What was signed is a statement about the image or file asked for. */
  SUBJECT("subject"),
  /** What the statement says besides: predicate type, annotations, repository. */
  CLAIMS("claims");

  private final String words;

  Check(String words) {
    this.words = words;
  }

  /** As a person reads it. */
  public String words() {
    return words;
  }
}
