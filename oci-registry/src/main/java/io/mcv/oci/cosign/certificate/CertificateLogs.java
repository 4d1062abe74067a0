package io.mcv.oci.cosign.certificate;

import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.key.SignedContent;
import io.mcv.oci.cosign.trust.TransparencyLog;
import io.mcv.oci.cosign.verdict.Reason;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import io.mcv.oci.model.Printable;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.x509.Extension;

/**
 * Verifies that a certificate log which is trusted has seen a certificate, by a timestamp inside of
 * the certificate. One that fits is enough; those of logs that are not known say nothing. The time
 * must be one at which the log was in use. Out of scope: timestamps beside the certificate, as in
 * very old signatures, and whether the log did include it.
 */
final class CertificateLogs {
  /** The extension that holds timestamps: an octet string with a list in the form of TLS. */
  static final ASN1ObjectIdentifier TIMESTAMPS =
      new ASN1ObjectIdentifier("1.3.6.1.4.1.11129.2.4.2");

  private final List<TransparencyLog> logs;

  CertificateLogs(List<TransparencyLog> logs) {
    this.logs = logs;
  }

  /**
   * Verifies.
   *
   * @return which log and when, for people
   */
  String verify(ParsedCertificate certificate, Bytes issuerSpki) throws SignatureRejectedException {
    Extension extension = certificate.extension(TIMESTAMPS);
    if (extension == null) {
      throw new SignatureRejectedException(
          Reason.CERTIFICATE_LOG_MISSING,
          "the certificate has no timestamp of a certificate log; those from before April 2022"
              + " have none");
    }
    Precertificate precertificate = Precertificate.of(certificate, issuerSpki);
    SignatureRejectedException failure = null;
    for (SignedCertificateTimestamp each :
        SignedCertificateTimestamp.parseList(content(extension))) {
      for (TransparencyLog log : logs) {
        if (log.id().equals(each.logId())) {
          try {
            return verify(each, log, precertificate);
          } catch (SignatureRejectedException e) {
            failure = e;
          }
        }
      }
    }
    throw failure == null ? untrusted() : failure;
  }

  private static byte[] content(Extension extension) throws SignatureRejectedException {
    try {
      ASN1Primitive value = ASN1Primitive.fromByteArray(extension.getExtnValue().getOctets());
      if (value instanceof ASN1OctetString list) {
        return list.getOctets();
      }
    } catch (IOException | RuntimeException e) {
      // Said below.
    }
    throw new SignatureRejectedException(
        Reason.CERTIFICATE_LOG_INVALID,
        "the timestamps of certificate logs in the certificate are not the DER of an octet string");
  }

  private static String verify(
      SignedCertificateTimestamp timestamp, TransparencyLog log, Precertificate precertificate)
      throws SignatureRejectedException {
    Instant time = Instant.ofEpochMilli(timestamp.milliseconds());
    String name = Printable.of(log.origin().isEmpty() ? log.key().toString() : log.origin());
    if (!log.validity().contains(time)) {
      throw new SignatureRejectedException(
          Reason.CERTIFICATE_LOG_INVALID,
          "the certificate log "
              + name
              + " is trusted from "
              + log.validity()
              + ", and says that it has seen the certificate at "
              + time);
    }
    try {
      if (log.scheme() == timestamp.scheme()) {
        SignedContent content = SignedContent.of(precertificate.signedWith(timestamp));
        log.key().verify(content, timestamp.signature(), List.of(log.scheme()));
        return "seen by " + name + " at " + time;
      }
    } catch (SignatureRejectedException e) {
      throw new SignatureRejectedException(
          Reason.CERTIFICATE_LOG_INVALID,
          "the certificate log " + name + " has not signed the timestamp in the certificate",
          e);
    }
    throw new SignatureRejectedException(
        Reason.CERTIFICATE_LOG_INVALID,
        "the certificate log "
            + name
            + " signs by "
            + log.scheme().words()
            + ", and its timestamp says that it is signed otherwise");
  }

  private SignatureRejectedException untrusted() {
    return new SignatureRejectedException(
        Reason.CERTIFICATE_LOG_MISSING,
        "the certificate has a timestamp of none of the "
            + logs.size()
            + " certificate logs of the trusted root");
  }
}
