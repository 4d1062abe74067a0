package io.mcv.oci.cosign.log;

import io.mcv.oci.cosign.bundle.DsseEnvelope;
import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.verdict.Reason;
import io.mcv.oci.cosign.verdict.SignatureLimits;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import io.mcv.oci.json.JsonException;
import io.mcv.oci.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * An envelope as it was sent to the log, all of it: some private logs keep it so, where Rekor has
 * hashes.
 *
 * <pre>
 * dsse 0.0.1    {"proposedContent":{"envelope":JSON in a string,"verifiers":[BASE64 of PEM]}}
 * </pre>
 */
record ProposedEnvelope(Bytes text, DsseEnvelope envelope, List<LoggedVerifier> verifiers)
    implements EntryBody {

  static ProposedEnvelope parse(JsonObject content)
      throws JsonException, SignatureRejectedException {
    byte[] text = content.string("envelope").getBytes(StandardCharsets.UTF_8);
    List<String> pems = content.optionalStrings("verifiers");
    if (pems == null || pems.isEmpty()) {
      throw EntryBody.mismatch("does not say who signed");
    }
    if (pems.size() > SignatureLimits.MAX_ENVELOPE_SIGNATURES) {
      throw new SignatureRejectedException(
          Reason.LIMIT_EXCEEDED,
          "the log entry has more than " + SignatureLimits.MAX_ENVELOPE_SIGNATURES + " verifiers");
    }
    List<LoggedVerifier> verifiers = new ArrayList<>();
    for (String each : pems) {
      verifiers.add(LoggedVerifier.ofPem(each));
    }
    return new ProposedEnvelope(Bytes.of(text), DsseEnvelope.parse(text), verifiers);
  }

  @Override
  public void check(LoggedSignature logged) throws SignatureRejectedException {
    if (!(logged instanceof LoggedSignature.OfEnvelope ours)) {
      throw EntryBody.mismatch("is about an envelope, not about the signature of a file");
    }
    Bytes blob = ours.blob();
    if (blob != null && !blob.equals(text)) {
      throw EntryBody.mismatch("is about another envelope");
    }
    if (!envelope.payloadType().equals(ours.envelope().payloadType())
        || !envelope.payload().equals(ours.envelope().payload())) {
      throw EntryBody.mismatch("is about another payload");
    }
    if (envelope.signatures().stream()
        .noneMatch(each -> each.signature().equals(ours.signature()))) {
      throw EntryBody.mismatch("has another signature");
    }
    if (verifiers.stream().noneMatch(each -> each.isOf(logged))) {
      throw EntryBody.mismatch("is of another signer");
    }
  }
}
