package io.mcv.oci.cosign.log;

import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.encoding.StrictBase64;
import io.mcv.oci.cosign.key.HashAlgorithm;
import io.mcv.oci.cosign.verdict.Reason;
import io.mcv.oci.cosign.verdict.SignatureLimits;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import io.mcv.oci.json.JsonException;
import io.mcv.oci.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * An envelope of which the log knows the hashes, and who signed it.
 *
 * <pre>
 * dsse 0.0.1    {"payloadHash":{"algorithm":"sha256","value":HEX},"envelopeHash":{…},
 *                "signatures":[{"signature":BASE64,"verifier":BASE64 of PEM}]}
 * intoto 0.0.2  {"payloadHash":{…},"hash":{…},"envelope":{"payloadType":…,
 *                "signatures":[{"sig":BASE64 of BASE64,"publicKey":BASE64 of PEM}]}}
 * </pre>
 *
 * @param payloadHash of the decoded payload
 * @param envelopeHash of the JSON as the signer sent it, which bundles do not keep
 */
record LoggedEnvelope(Bytes payloadHash, Bytes envelopeHash, List<EnvelopeSigner> signers)
    implements EntryBody {

  /** A signature of the envelope. */
  record EnvelopeSigner(Bytes signature, LoggedVerifier verifier) {}

  static LoggedEnvelope parse(JsonObject spec) throws JsonException, SignatureRejectedException {
    List<EnvelopeSigner> signers = new ArrayList<>();
    for (JsonObject each : signatures(spec)) {
      signers.add(
          new EnvelopeSigner(
              EntryBody.base64(each, "signature"), LoggedVerifier.ofPem(each.string("verifier"))));
    }
    return new LoggedEnvelope(
        hash(spec.object("payloadHash")), hash(spec.object("envelopeHash")), signers);
  }

  static LoggedEnvelope parseInToto(JsonObject content)
      throws JsonException, SignatureRejectedException {
    List<EnvelopeSigner> signers = new ArrayList<>();
    for (JsonObject each : signatures(content.object("envelope"))) {
      Bytes text = EntryBody.base64(each, "sig");
      Bytes signature =
          StrictBase64.decodeEither(
              new String(text.toArray(), StandardCharsets.ISO_8859_1),
              "the body of the log entry: " + each.path("sig"));
      signers.add(new EnvelopeSigner(signature, LoggedVerifier.ofPem(each.string("publicKey"))));
    }
    return new LoggedEnvelope(
        hash(content.object("payloadHash")), hash(content.object("hash")), signers);
  }

  private static List<JsonObject> signatures(JsonObject owner)
      throws JsonException, SignatureRejectedException {
    List<JsonObject> signatures = owner.optionalObjects("signatures");
    if (signatures == null || signatures.isEmpty()) {
      throw EntryBody.mismatch("has no signature");
    }
    if (signatures.size() > SignatureLimits.MAX_ENVELOPE_SIGNATURES) {
      throw new SignatureRejectedException(
          Reason.LIMIT_EXCEEDED,
          "the log entry has more than " + SignatureLimits.MAX_ENVELOPE_SIGNATURES + " signatures");
    }
    return signatures;
  }

  private static Bytes hash(JsonObject hash) throws JsonException, SignatureRejectedException {
    if (!hash.string("algorithm").equals(HashAlgorithm.SHA256.shortName())) {
      throw EntryBody.mismatch("has another hash of the envelope than sha256");
    }
    return EntryBody.hash(hash, HashAlgorithm.SHA256);
  }

  @Override
  public void check(LoggedSignature logged) throws SignatureRejectedException {
    if (!(logged instanceof LoggedSignature.OfEnvelope envelope)) {
      throw EntryBody.mismatch("is about an envelope, not about the signature of a file");
    }
    if (!payloadHash.equals(sha256(envelope.envelope().payload()))) {
      throw EntryBody.mismatch("is about another payload");
    }
    Bytes blob = envelope.blob();
    if (blob != null && !envelopeHash.equals(sha256(blob))) {
      throw EntryBody.mismatch("is about another envelope");
    }
    for (EnvelopeSigner each : signers) {
      if (each.signature().equals(envelope.signature()) && each.verifier().isOf(logged)) {
        return;
      }
    }
    throw EntryBody.mismatch("has another signature, or is of another signer");
  }

  private static Bytes sha256(Bytes bytes) {
    return bytes.hash(HashAlgorithm.SHA256.newMessageDigest());
  }
}
