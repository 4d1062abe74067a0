package io.mcv.oci.cosign.timestamp;

import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.key.HashAlgorithm;
import io.mcv.oci.cosign.verdict.Reason;
import io.mcv.oci.cosign.verdict.SignatureLimits;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import java.io.IOException;
import java.time.Instant;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.tsp.TimeStampResp;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.DefaultCMSSignatureAlgorithmNameGenerator;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.SignerInformationVerifier;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;
import org.bouncycastle.tsp.TimeStampTokenInfo;

/**
 * A timestamp that was granted, read and not believed.
 *
 * <p>BouncyCastle reads it in part when it is asked, and says by exceptions of all kinds that bytes
 * are not what they should be. So each look at it is guarded here, and nowhere else.
 */
final class TimestampToken {
  private final TimeStampToken token;
  private final SignerInformation signer;
  private final Instant time;

  private TimestampToken(TimeStampToken token, SignerInformation signer, Instant time) {
    this.token = token;
    this.signer = signer;
    this.time = time;
  }

  /** Something that BouncyCastle does with bytes that nobody vouches for. */
  private interface Look<T> {
    T at() throws IOException, TSPException, OperatorCreationException;
  }

  static TimestampToken parse(Bytes response) throws SignatureRejectedException {
    if (response.size() > SignatureLimits.MAX_TIMESTAMP_BYTES) {
      throw new SignatureRejectedException(
          Reason.LIMIT_EXCEEDED,
          "the timestamp has more than " + SignatureLimits.MAX_TIMESTAMP_BYTES + " bytes");
    }
    return guarded(() -> read(response.toArray()));
  }

  private static TimestampToken read(byte[] der) throws IOException, TSPException {
    TimeStampResponse response =
        new TimeStampResponse(TimeStampResp.getInstance(ASN1Primitive.fromByteArray(der)));
    if (response.getStatus() != PKIStatus.GRANTED) {
      throw invalid("was not granted: status " + response.getStatus());
    }
    TimeStampToken token = response.getTimeStampToken();
    if (token == null) {
      throw invalid("has no token in it");
    }
    TimeStampTokenInfo info = token.getTimeStampInfo();
    Extensions extensions = info.getExtensions();
    if (extensions != null && extensions.hasAnyCriticalExtensions()) {
      throw invalid("has a critical extension, and none is known");
    }
    CMSSignedData signed = token.toCMSSignedData();
    SignerInformation signer = signed.getSignerInfos().iterator().next();
    algorithm(signer.getDigestAlgorithmID().getAlgorithm());
    return new TimestampToken(token, signer, info.getGenTime().toInstant());
  }

  /** When it was made. */
  Instant time() {
    return time;
  }

  /** Checks that it is about these bytes. */
  void checkAbout(Bytes stamped) throws SignatureRejectedException {
    guarded(
        () -> {
          TimeStampTokenInfo info = token.getTimeStampInfo();
          HashAlgorithm algorithm = algorithm(info.getMessageImprintAlgOID());
          Bytes hash = stamped.hash(algorithm.newMessageDigest());
          if (!hash.equals(Bytes.of(info.getMessageImprintDigest()))) {
            throw invalid("is about another signature");
          }
          return hash;
        });
  }

  /**
   * Whether it names this certificate as its signer's, by issuer and number or by key, and brings
   * no other one with that name.
   */
  boolean isBy(X509CertificateHolder certificate) throws SignatureRejectedException {
    return guarded(
        () -> {
          if (!signer.getSID().match(certificate)) {
            return false;
          }
          for (X509CertificateHolder each : token.getCertificates().getMatches(null)) {
            if (signer.getSID().match(each) && !each.equals(certificate)) {
              return false;
            }
          }
          return true;
        });
  }

  /** Checks that this certificate signed it, and may. */
  void checkSignedBy(X509CertificateHolder certificate, String authority)
      throws SignatureRejectedException {
    guarded(
        () -> {
          try {
            token.validate(
                new SignerInformationVerifier(
                    new DefaultCMSSignatureAlgorithmNameGenerator(),
                    new DefaultSignatureAlgorithmIdentifierFinder(),
                    AuthorityKey.of(certificate),
                    new JcaDigestCalculatorProviderBuilder().build()));
          } catch (TSPException e) {
            throw new SignatureRejectedException(
                Reason.TIMESTAMP_INVALID,
                "the timestamp is not signed by "
                    + authority
                    + " with its certificate, or that is not for timestamps alone",
                e);
          }
          return certificate;
        });
  }

  private static HashAlgorithm algorithm(ASN1ObjectIdentifier identifier)
      throws SignatureRejectedException {
    if (identifier.equals(NISTObjectIdentifiers.id_sha256)) {
      return HashAlgorithm.SHA256;
    }
    if (identifier.equals(NISTObjectIdentifiers.id_sha384)) {
      return HashAlgorithm.SHA384;
    }
    if (identifier.equals(NISTObjectIdentifiers.id_sha512)) {
      return HashAlgorithm.SHA512;
    }
    throw invalid("has another hash than SHA-256, SHA-384 and SHA-512");
  }

  private static <T> T guarded(Look<T> look) throws SignatureRejectedException {
    try {
      return look.at();
    } catch (SignatureRejectedException e) {
      throw e;
    } catch (IOException | TSPException | OperatorCreationException | RuntimeException e) {
      throw new SignatureRejectedException(
          Reason.TIMESTAMP_INVALID, "the timestamp is not what RFC 3161 says", e);
    }
  }

  private static SignatureRejectedException invalid(String how) {
    return new SignatureRejectedException(Reason.TIMESTAMP_INVALID, "the timestamp " + how);
  }
}
