package io.mcv.oci.cosign.certificate;

import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.key.ValidityPeriod;
import io.mcv.oci.cosign.key.VerificationKey;
import io.mcv.oci.cosign.verdict.Reason;
import io.mcv.oci.cosign.verdict.SignatureLimits;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import java.io.IOException;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.jspecify.annotations.Nullable;

/**
 * A certificate of version 3 (RFC 5280 4.1), read and not trusted. It must be DER to the last byte,
 * and so must its extensions, but for those of Fulcio that are text without a type. The JDK is not
 * asked to read it: it refuses names that Fulcio issues to, such as a URI without a scheme.
 */
final class ParsedCertificate {
  private static final int VERSION = 3;

  private final Bytes der;
  private final Certificate structure;
  private final DistinguishedName subject;
  private final DistinguishedName issuer;
  private final ValidityPeriod validity;
  private final CertificateUse use;
  private final VerificationKey key;

  /** Who signed it, once that was checked: of an authority's own certificates it stays so. */
  private volatile @Nullable ParsedCertificate signer;

  /**
   * Reads all that is read, and throws what BouncyCastle throws where it is not what it is to be.
   */
  private ParsedCertificate(Bytes der, String what) throws IOException {
    this.der = der;
    this.structure = structure(der.toArray());
    this.subject = DistinguishedName.of(structure.getSubject());
    this.issuer = DistinguishedName.of(structure.getIssuer());
    this.validity =
        new ValidityPeriod(
            structure.getStartDate().getDate().toInstant(),
            structure.getEndDate().getDate().toInstant());
    this.use = CertificateUse.of(structure.getTBSCertificate().getExtensions());
    byte[] spki = structure.getSubjectPublicKeyInfo().getEncoded(ASN1Encoding.DER);
    this.key = VerificationKey.ofSpki(Bytes.of(spki), "the key of " + what);
  }

  /**
   * Reads one.
   *
   * @param what it is, for the error
   * @throws SignatureRejectedException with {@code MALFORMED}, {@code LIMIT_EXCEEDED} or {@code
   *     KEY_UNSUPPORTED}
   */
  static ParsedCertificate parse(Bytes der, String what) throws SignatureRejectedException {
    if (der.size() > SignatureLimits.MAX_CERTIFICATE_BYTES) {
      throw new SignatureRejectedException(
          Reason.LIMIT_EXCEEDED,
          what + " has more than " + SignatureLimits.MAX_CERTIFICATE_BYTES + " bytes");
    }
    try {
      return new ParsedCertificate(der, what);
    } catch (SignatureRejectedException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // BouncyCastle has many unchecked exceptions for DER that is not what it looks for.
      throw new SignatureRejectedException(
          Reason.MALFORMED, what + " is not the DER of an X.509 certificate of version 3", e);
    }
  }

  private static Certificate structure(byte[] der) throws IOException {
    Certificate structure = Certificate.getInstance(strict(der));
    if (structure.getVersionNumber() != VERSION) {
      throw new IOException("another version");
    }
    if (!structure.getSignatureAlgorithm().equals(structure.getTBSCertificate().getSignature())) {
      throw new IOException("two signature algorithms");
    }
    Extensions extensions = structure.getTBSCertificate().getExtensions();
    if (extensions != null) {
      for (ASN1ObjectIdentifier id : extensions.getExtensionOIDs()) {
        if (!FulcioExtension.isRaw(id)) {
          strict(extensions.getExtension(id).getExtnValue().getOctets());
        }
      }
    }
    return structure;
  }

  private static ASN1Primitive strict(byte[] der) throws IOException {
    ASN1Primitive value = ASN1Primitive.fromByteArray(der);
    if (value == null || !Arrays.equals(value.getEncoded(ASN1Encoding.DER), der)) {
      throw new IOException("not DER");
    }
    return value;
  }

  Bytes der() {
    return der;
  }

  VerificationKey key() {
    return key;
  }

  /** What it may be used for. */
  CertificateUse use() {
    return use;
  }

  DistinguishedName subject() {
    return subject;
  }

  DistinguishedName issuer() {
    return issuer;
  }

  boolean isSelfIssued() {
    return subject.equals(issuer);
  }

  Certificate structure() {
    return structure;
  }

  /** The content of an extension; null where there is none. */
  @Nullable Extension extension(ASN1ObjectIdentifier id) {
    Extensions extensions = structure.getTBSCertificate().getExtensions();
    return extensions == null ? null : extensions.getExtension(id);
  }

  /** When it is valid. */
  ValidityPeriod validity() {
    return validity;
  }

  /** Whether the key of another signed it, by an algorithm of the closed list. */
  boolean isSignedBy(ParsedCertificate other) {
    if (signer == other) {
      return true;
    }
    SignatureAlgorithm algorithm =
        SignatureAlgorithm.of(structure.getSignatureAlgorithm().getAlgorithm());
    boolean signed =
        algorithm != null
            && algorithm.fits(other.key, signedContent(), structure.getSignature().getOctets());
    if (signed) {
      signer = other;
    }
    return signed;
  }

  private byte[] signedContent() {
    try {
      return structure.getTBSCertificate().getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new IllegalStateException("it was read from DER", e);
    }
  }
}
