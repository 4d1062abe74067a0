package io.mcv.oci.cosign.bundle;

import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.key.HashAlgorithm;
import io.mcv.oci.cosign.verdict.Reason;
import io.mcv.oci.cosign.verdict.SignatureLimits;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import io.mcv.oci.json.JsonException;
import io.mcv.oci.json.JsonObject;
import io.mcv.oci.model.Printable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.asn1.x509.Certificate;

/** Reads a bundle, and checks the rules of {@link SigstoreBundle}. */
final class BundleReader {
  private static final Map<String, Integer> MINOR_VERSIONS =
      Map.of(
          "application/vnd.dev.sigstore.bundle+json;version=0.1",
          1,
          "application/vnd.dev.sigstore.bundle+json;version=0.2",
          2,
          "application/vnd.dev.sigstore.bundle+json;version=0.3",
          3,
          "application/vnd.dev.sigstore.bundle.v0.1+json",
          1,
          "application/vnd.dev.sigstore.bundle.v0.2+json",
          2,
          SigstoreBundle.MEDIA_TYPE,
          3);

  private final int minorVersion;

  private BundleReader(int minorVersion) {
    this.minorVersion = minorVersion;
  }

  static SigstoreBundle read(JsonObject bundle) throws JsonException, SignatureRejectedException {
    String mediaType = bundle.string("mediaType");
    Integer minorVersion = MINOR_VERSIONS.get(mediaType);
    if (minorVersion == null) {
      throw new SignatureRejectedException(
          Reason.UNSUPPORTED_VERSION,
          "the bundle is of media type "
              + Printable.of(mediaType)
              + ", and versions 0.1 to 0.3 are known");
    }
    return new BundleReader(minorVersion).bundle(bundle);
  }

  private SigstoreBundle bundle(JsonObject bundle)
      throws JsonException, SignatureRejectedException {
    Document.onlyFields(
        bundle, "mediaType", "verificationMaterial", "messageSignature", "dsseEnvelope");
    JsonObject material = bundle.object("verificationMaterial");
    Document.onlyFields(
        material,
        "certificate",
        "x509CertificateChain",
        "publicKey",
        "tlogEntries",
        "timestampVerificationData");
    return new SigstoreBundle(
        minorVersion,
        signer(material),
        logEntries(material),
        timestamps(material),
        content(bundle));
  }

  private VerificationMaterial signer(JsonObject material)
      throws JsonException, SignatureRejectedException {
    JsonObject certificate = material.optionalObject("certificate");
    JsonObject chain = material.optionalObject("x509CertificateChain");
    JsonObject key = material.optionalObject("publicKey");
    boolean wrongForm = minorVersion >= 3 ? chain != null : certificate != null;
    if (wrongForm || key != null && (certificate != null || chain != null)) {
      throw Document.malformed(
          "the bundle does not have one of what a bundle of version 0."
              + minorVersion
              + " may have: "
              + (minorVersion >= 3 ? "a certificate" : "a certificate chain")
              + " or a public key");
    }
    if (key != null) {
      Document.onlyFields(key, "hint");
      String hint = key.optionalString("hint");
      return new VerificationMaterial.KeyHint(hint == null ? "" : hint);
    }
    if (chain != null) {
      List<Bytes> certificates = chain(chain);
      requireNoRoot(certificates);
      return new VerificationMaterial.Certificates(certificates);
    }
    if (certificate != null) {
      return new VerificationMaterial.Certificates(List.of(rawBytes(certificate)));
    }
    throw missing("the bundle has neither certificate nor public key");
  }

  private static List<Bytes> chain(JsonObject chain)
      throws JsonException, SignatureRejectedException {
    Document.onlyFields(chain, "certificates");
    List<Bytes> certificates = new ArrayList<>();
    for (JsonObject each :
        Document.objects(chain, "certificates", SignatureLimits.MAX_CERTIFICATES)) {
      certificates.add(rawBytes(each));
    }
    if (certificates.isEmpty()) {
      throw missing("the bundle has a chain without a certificate");
    }
    return certificates;
  }

  /** Only bundles of version 0.1 that carry a root are known, as npm has many. */
  private void requireNoRoot(List<Bytes> certificates) throws SignatureRejectedException {
    for (Bytes each : certificates) {
      if (minorVersion > 1 && isSelfIssued(each)) {
        throw Document.malformed(
            "the bundle has the certificate of a root in its chain, which version 0."
                + minorVersion
                + " forbids: roots are for whoever verifies to name");
      }
    }
  }

  /** What is no certificate is found out by whoever uses it. */
  private static boolean isSelfIssued(Bytes der) {
    try {
      Certificate certificate = Certificate.getInstance(der.toArray());
      return certificate.getSubject().equals(certificate.getIssuer());
    } catch (RuntimeException e) {
      return false; // BouncyCastle has many for DER that is not what it looks for
    }
  }

  private static Bytes rawBytes(JsonObject certificate)
      throws JsonException, SignatureRejectedException {
    Document.onlyFields(certificate, "rawBytes");
    return Document.base64(certificate, "rawBytes");
  }

  private List<LogEntry> logEntries(JsonObject material)
      throws JsonException, SignatureRejectedException {
    record Place(Bytes logId, long logIndex) {}
    List<LogEntry> entries = new ArrayList<>();
    Set<Place> places = new HashSet<>();
    for (JsonObject each :
        Document.objects(material, "tlogEntries", SignatureLimits.MAX_LOG_ENTRIES)) {
      LogEntry entry = LogEntryReader.ofBundle(each);
      checkEvidence(entry);
      if (!places.add(new Place(entry.logId(), entry.logIndex()))) {
        throw new SignatureRejectedException(
            Reason.LOG_ENTRY_REPEATED, "the bundle has log entry " + entry.logIndex() + " twice");
      }
      entries.add(entry);
    }
    return entries;
  }

  private void checkEvidence(LogEntry entry) throws SignatureRejectedException {
    if (minorVersion == 1 && entry.promise() == null) {
      throw new SignatureRejectedException(
          Reason.LOG_PROMISE_MISSING,
          "log entry " + entry.logIndex() + " has no promise, which version 0.1 demands");
    }
    if (minorVersion > 1 && entry.proof() == null) {
      throw new SignatureRejectedException(
          Reason.LOG_PROOF_MISSING,
          "log entry "
              + entry.logIndex()
              + " has no inclusion proof, which version 0."
              + minorVersion
              + " demands");
    }
  }

  private static List<Bytes> timestamps(JsonObject material)
      throws JsonException, SignatureRejectedException {
    JsonObject all = material.optionalObject("timestampVerificationData");
    List<Bytes> timestamps = new ArrayList<>();
    if (all != null) {
      Document.onlyFields(all, "rfc3161Timestamps");
      for (JsonObject each :
          Document.objects(all, "rfc3161Timestamps", SignatureLimits.MAX_TIMESTAMPS)) {
        Document.onlyFields(each, "signedTimestamp");
        timestamps.add(Document.base64(each, "signedTimestamp"));
      }
    }
    return timestamps;
  }

  private static BundleContent content(JsonObject bundle)
      throws JsonException, SignatureRejectedException {
    JsonObject message = bundle.optionalObject("messageSignature");
    JsonObject envelope = bundle.optionalObject("dsseEnvelope");
    if (message != null && envelope != null) {
      throw Document.malformed("the bundle has both a message and an envelope");
    }
    if (message != null) {
      return message(message);
    }
    if (envelope != null) {
      return envelope(envelope);
    }
    throw new SignatureRejectedException(Reason.SIGNATURE_MISSING, "the bundle has no signature");
  }

  private static MessageSignature message(JsonObject message)
      throws JsonException, SignatureRejectedException {
    Document.onlyFields(message, "messageDigest", "signature");
    JsonObject messageDigest = message.object("messageDigest");
    Document.onlyFields(messageDigest, "algorithm", "digest");
    Bytes digest = Document.base64(messageDigest, "digest");
    HashAlgorithm algorithm = algorithm(messageDigest);
    if (digest.size() != algorithm.newMessageDigest().getDigestLength()) {
      throw new JsonException(messageDigest.path("digest") + " is not of its algorithm");
    }
    return new MessageSignature(algorithm, digest, Document.base64(message, "signature"));
  }

  private static HashAlgorithm algorithm(JsonObject messageDigest) throws JsonException {
    String name = messageDigest.string("algorithm");
    for (HashAlgorithm each : HashAlgorithm.values()) {
      if (each.bundleName().equals(name)) {
        return each;
      }
    }
    throw new JsonException(
        messageDigest.path("algorithm") + " is neither SHA2_256, SHA2_384 nor SHA2_512");
  }

  /** Unlike elsewhere, nothing unknown is in an envelope: all of a bundle is one message. */
  private static DsseEnvelope envelope(JsonObject envelope)
      throws JsonException, SignatureRejectedException {
    Document.onlyFields(
        envelope, DsseEnvelope.PAYLOAD_TYPE, DsseEnvelope.PAYLOAD, DsseEnvelope.SIGNATURES);
    List<JsonObject> signatures =
        Document.objects(
            envelope, DsseEnvelope.SIGNATURES, SignatureLimits.MAX_ENVELOPE_SIGNATURES);
    if (signatures.size() > 1) {
      throw new SignatureRejectedException(
          Reason.SIGNATURE_COUNT,
          "the envelope of a bundle has one signature, and this has " + signatures.size());
    }
    for (JsonObject each : signatures) {
      Document.onlyFields(each, DsseEnvelope.KEY_ID, DsseEnvelope.SIGNATURE);
    }
    return DsseEnvelope.read(envelope);
  }

  private static SignatureRejectedException missing(String message) {
    return new SignatureRejectedException(Reason.VERIFIER_MISSING, message);
  }
}
