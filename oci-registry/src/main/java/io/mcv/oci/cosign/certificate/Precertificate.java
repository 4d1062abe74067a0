package io.mcv.oci.cosign.certificate;

import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.key.HashAlgorithm;
import io.mcv.oci.cosign.verdict.Reason;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x509.Extension;

/**
 * What a certificate log signs: the certificate as it was before the log's own timestamp was put
 * into it (RFC 6962 3.2), with a timestamp.
 *
 * <pre>
 * u8 version, 0 | u8 certificate_timestamp, 0 | u64 milliseconds | u16 precert_entry, 1
 * | SHA-256 of the issuer's SubjectPublicKeyInfo | u24 length | TBSCertificate
 * | u16 length | extensions
 * </pre>
 *
 * @param issuerKeyHash which authority issues it
 * @param content DER of the {@code TBSCertificate}, its extensions in their order but for that one
 */
record Precertificate(Bytes issuerKeyHash, Bytes content) {
  private static final int EXTENSIONS_TAG = 3;
  private static final int PRECERT_ENTRY = 1;

  /**
   * Finds out how a certificate was.
   *
   * @param issuerSpki key of the certificate that signed it
   */
  static Precertificate of(ParsedCertificate certificate, Bytes issuerSpki)
      throws SignatureRejectedException {
    Bytes issuer = issuerSpki.hash(HashAlgorithm.SHA256.newMessageDigest());
    try {
      ASN1Sequence whole =
          ASN1Sequence.getInstance(certificate.structure().getTBSCertificate().toASN1Primitive());
      byte[] before = withoutTimestamps(whole).getEncoded(ASN1Encoding.DER);
      return new Precertificate(issuer, Bytes.of(before));
    } catch (IOException | RuntimeException e) {
      throw new SignatureRejectedException(
          Reason.MALFORMED, "the certificate cannot be written as a log has seen it", e);
    }
  }

  private static ASN1Sequence withoutTimestamps(ASN1Sequence whole) {
    ASN1EncodableVector fields = new ASN1EncodableVector();
    for (ASN1Encodable each : whole) {
      if (each instanceof ASN1TaggedObject tagged && tagged.getTagNo() == EXTENSIONS_TAG) {
        ASN1Sequence rest = others(ASN1Sequence.getInstance(tagged, true));
        if (rest.size() > 0) {
          fields.add(new DERTaggedObject(true, EXTENSIONS_TAG, rest));
        }
      } else {
        fields.add(each);
      }
    }
    return new DERSequence(fields);
  }

  private static ASN1Sequence others(ASN1Sequence extensions) {
    ASN1EncodableVector kept = new ASN1EncodableVector();
    for (ASN1Encodable each : extensions) {
      if (!Extension.getInstance(each).getExtnId().equals(CertificateLogs.TIMESTAMPS)) {
        kept.add(each);
      }
    }
    return new DERSequence(kept);
  }

  /** The bytes that a log has signed. */
  byte[] signedWith(SignedCertificateTimestamp timestamp) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(0);
      out.writeByte(0);
      out.writeLong(timestamp.milliseconds());
      out.writeShort(PRECERT_ENTRY);
      out.write(issuerKeyHash.toArray());
      out.writeByte(content.size() >> Short.SIZE);
      out.writeShort(content.size());
      out.write(content.toArray());
      out.writeShort(timestamp.extensions().size());
      out.write(timestamp.extensions().toArray());
    } catch (IOException e) {
      throw new IllegalStateException("it is written to memory", e);
    }
    return bytes.toByteArray();
  }
}
