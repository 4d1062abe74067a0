package io.mcv.oci.cosign.trust;

import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.key.ValidityPeriod;
import io.mcv.oci.cosign.verdict.SignatureLimits;
import java.io.IOException;
import java.util.List;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.x509.Certificate;

/**
 * An authority that is trusted, for certificates of signers or for timestamps.
 *
 * @param name for people
 * @param chain DER, the issuing certificate first, the anchor last
 * @param validity when it was in use
 */
public record CertificateAuthority(String name, List<Bytes> chain, ValidityPeriod validity) {
  /** With a list of its own. */
  public CertificateAuthority {
    chain = List.copyOf(chain);
  }

  /**
   * One certificate, which is trusted at any time.
   *
   * @param name for people, and for the error
   * @throws TrustedRootException if it is no certificate
   */
  public static CertificateAuthority of(String name, Bytes certificate)
      throws TrustedRootException {
    requireCertificate(certificate, name);
    return new CertificateAuthority(name, List.of(certificate), ValidityPeriod.ALWAYS);
  }

  static void requireCertificate(Bytes der, String what) throws TrustedRootException {
    if (der.size() > SignatureLimits.MAX_CERTIFICATE_BYTES) {
      throw new TrustedRootException(what + " is too large for a certificate");
    }
    try {
      if (Certificate.getInstance(ASN1Primitive.fromByteArray(der.toArray())) != null) {
        return;
      }
    } catch (IOException | IllegalArgumentException | IllegalStateException e) {
      throw new TrustedRootException(what + " is not the DER of a certificate", e);
    }
    throw new TrustedRootException(what + " is not the DER of a certificate");
  }
}
