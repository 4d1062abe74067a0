package io.mcv.oci.cosign;

import io.mcv.oci.cosign.certificate.SigningCertificate;
import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.key.SignatureScheme;
import io.mcv.oci.cosign.key.VerificationKey;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key, and the signature that it is tried on.
 *
 * @param key which
 * @param certificate that has the key; null where the user named it
 * @param signature the first that fits; if none does, the first
 * @param scheme by which it fits; null if it does not
 * @param mismatch why it does not; null if it does
 */
record Signatory(
    VerificationKey key,
    @Nullable SigningCertificate certificate,
    Bytes signature,
    @Nullable SignatureScheme scheme,
    @Nullable SignatureRejectedException mismatch) {

  /** Tries a key on each signature. */
  static Signatory of(
      SignedThing signed, VerificationKey key, @Nullable SigningCertificate certificate) {
    List<Bytes> signatures = signed.signatures();
    SignatureRejectedException first = null;
    for (Bytes each : signatures) {
      try {
        SignatureScheme scheme = key.verify(signed.content(), each);
        return new Signatory(key, certificate, each, scheme, null);
      } catch (SignatureRejectedException e) {
        first = first == null ? e : first;
      }
    }
    return new Signatory(key, certificate, signatures.get(0), null, first);
  }

  boolean fits() {
    return scheme != null;
  }

  /** What logs name it by: DER of the certificate, else of the key. */
  Bytes verifier() {
    return certificate == null ? key.spki() : certificate.der();
  }
}
