package io.mcv.oci.cosign.log;

import io.mcv.oci.cosign.bundle.DsseEnvelope;
import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.key.SignedContent;
import org.jspecify.annotations.Nullable;

/** What a log entry must be about. */
public sealed interface LoggedSignature {

  /** The DER of the signer's certificate, or of the key where no certificate signed. */
  Bytes verifier();

  /** Whether {@link #verifier} is a certificate. */
  boolean byCertificate();

  /**
   * A signature over bytes: a file, or the payload of an image's signature.
   *
   * @param content that is signed
   * @param signature its bytes
   */
  record OfContent(Bytes verifier, boolean byCertificate, SignedContent content, Bytes signature)
      implements LoggedSignature {}

  /**
   * The signature of an envelope.
   *
   * @param envelope that is signed
   * @param signature the one of its signatures that was verified
   * @param blob the JSON of the envelope as it is stored, where it is a blob of its own; else null
   */
  record OfEnvelope(
      Bytes verifier,
      boolean byCertificate,
      DsseEnvelope envelope,
      Bytes signature,
      @Nullable Bytes blob)
      implements LoggedSignature {}
}
