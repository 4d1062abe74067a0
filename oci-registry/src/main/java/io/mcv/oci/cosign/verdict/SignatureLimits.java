package io.mcv.oci.cosign.verdict;

/** What is read of signatures at most. All of it comes from whoever can write to the registry. */
public final class SignatureLimits {
  /** Bytes of a payload, envelope, bundle or statement. */
  public static final int MAX_DOCUMENT_BYTES = 8 * 1024 * 1024;

  /** Bytes of a trusted root, a key, a certificate chain or a policy file. */
  public static final int MAX_TRUST_BYTES = 4 * 1024 * 1024;

  /** Bytes of the file of one key. */
  public static final int MAX_KEY_BYTES = 64 * 1024;

  /** Bytes of one signature: RSA of 8192 bits. No key that is used makes a longer one. */
  public static final int MAX_SIGNATURE_BYTES = 1024;

  /** Bytes of a file that are kept for Ed25519, which cannot do with a hash. */
  public static final int MAX_CONTENT_BYTES = 64 * 1024 * 1024;

  /** Characters of one annotation of a signature. */
  public static final int MAX_ANNOTATION_CHARACTERS = 1024 * 1024;

  /** Bytes of all payloads, envelopes and bundles of one image together. */
  public static final long MAX_IMAGE_BYTES = 128L * 1024 * 1024;

  /** Signatures looked at for one image, in all forms together; as many as cosign looks at. */
  public static final int MAX_SIGNATURES = 1000;

  /** Entries of transparency logs in a bundle. */
  public static final int MAX_LOG_ENTRIES = 32;

  /** Timestamps in a bundle. */
  public static final int MAX_TIMESTAMPS = 32;

  /** Bytes of a timestamp; those of real authorities have 5,000 at most. */
  public static final int MAX_TIMESTAMP_BYTES = 64 * 1024;

  /** Certificates in a chain. */
  public static final int MAX_CERTIFICATES = 16;

  /** Trusted roots in one file. */
  public static final int MAX_TRUSTED_ROOTS = 64;

  /** Bytes of one certificate: those of Fulcio have 1 to 2 thousand. */
  public static final int MAX_CERTIFICATE_BYTES = 32 * 1024;

  /** Characters of one name in a certificate, and of the issuer of the identity. */
  public static final int MAX_IDENTITY_CHARACTERS = 2048;

  /** Certificates from the signer's to the anchor. */
  public static final int MAX_PATH_LENGTH = 8;

  /** Signatures of certificates that are checked to find one path. */
  public static final int MAX_PATH_STEPS = 64;

  /** Signed certificate timestamps in a certificate. */
  public static final int MAX_CERTIFICATE_TIMESTAMPS = 32;

  /** Subjects of a statement. */
  public static final int MAX_SUBJECTS = 1024;

  /** Digests of a subject. */
  public static final int MAX_DIGESTS = 32;

  /** Signatures of a DSSE envelope. */
  public static final int MAX_ENVELOPE_SIGNATURES = 32;

  /** Hashes of an inclusion proof: a tree of 2^63 leaves has no more. */
  public static final int MAX_PROOF_HASHES = 64;

  /** Characters of a checkpoint. */
  public static final int MAX_CHECKPOINT_CHARACTERS = 64 * 1024;

  /** Signature lines of a checkpoint. */
  public static final int MAX_CHECKPOINT_SIGNATURES = 64;

  private SignatureLimits() {}
}
