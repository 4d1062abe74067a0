package io.mcv.oci.cosign.certificate;

import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.key.ValidityPeriod;
import io.mcv.oci.cosign.key.VerificationKey;
import io.mcv.oci.cosign.verdict.Reason;
import io.mcv.oci.cosign.verdict.SignatureLimits;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bouncycastle.asn1.x509.Extension;
import org.jspecify.annotations.Nullable;

/**
 * The certificate of a signer, read but not trusted: X.509 version 3 in strict DER, with a key that
 * signatures can be checked with.
 */
public final class SigningCertificate {
  private final ParsedCertificate parsed;

  private SigningCertificate(ParsedCertificate parsed) {
    this.parsed = parsed;
  }

  /**
   * Reads one.
   *
   * @throws SignatureRejectedException with {@code MALFORMED}, {@code LIMIT_EXCEEDED} or {@code
   *     KEY_UNSUPPORTED}
   */
  public static SigningCertificate parse(Bytes der) throws SignatureRejectedException {
    return new SigningCertificate(ParsedCertificate.parse(der, "the signer's certificate"));
  }

  ParsedCertificate parsed() {
    return parsed;
  }

  /** As it came. */
  public Bytes der() {
    return parsed.der();
  }

  /** What its signatures are checked with. */
  public VerificationKey key() {
    return parsed.key();
  }

  /** When it is valid. */
  public ValidityPeriod validity() {
    return parsed.validity();
  }

  /**
   * Whom it names. The issuer is that of Fulcio's second extension, else that of the first.
   *
   * @throws SignatureRejectedException with {@code MALFORMED} if a name or extension is not what it
   *     must be, or both extensions name another issuer; {@code LIMIT_EXCEEDED} if one is too long
   */
  public CertificateIdentity identity() throws SignatureRejectedException {
    SubjectNames names;
    Map<String, String> extensions = new LinkedHashMap<>();
    try {
      names = SubjectNames.of(parsed.extension(Extension.subjectAlternativeName));
      for (FulcioExtension each : FulcioExtension.values()) {
        Extension extension = parsed.extension(each.id());
        if (extension != null) {
          extensions.put(each.field(), each.text(extension));
        }
      }
    } catch (IOException | RuntimeException e) {
      // BouncyCastle has many unchecked exceptions for DER that is not what it looks for.
      throw new SignatureRejectedException(
          Reason.MALFORMED, "the certificate has a name or extension that cannot be read", e);
    }
    requireShort(names.all());
    requireShort(extensions.values());
    String issuer = issuer(extensions);
    return new CertificateIdentity(names.all(), names.emails(), issuer, extensions);
  }

  private static @Nullable String issuer(Map<String, String> extensions)
      throws SignatureRejectedException {
    String first = extensions.remove(FulcioExtension.ISSUER_V1.field());
    String second = extensions.remove(FulcioExtension.ISSUER_V2.field());
    if (first != null && second != null && !first.equals(second)) {
      throw new SignatureRejectedException(
          Reason.MALFORMED, "the certificate names two issuers of its identity that differ");
    }
    return second != null ? second : first;
  }

  /** Names are matched with regular expressions, whose cost grows with them. */
  private static void requireShort(Iterable<String> texts) throws SignatureRejectedException {
    for (String each : texts) {
      if (each.length() > SignatureLimits.MAX_IDENTITY_CHARACTERS) {
        throw new SignatureRejectedException(
            Reason.LIMIT_EXCEEDED,
            "the certificate has a name of more than "
                + SignatureLimits.MAX_IDENTITY_CHARACTERS
                + " characters");
      }
    }
  }
}
