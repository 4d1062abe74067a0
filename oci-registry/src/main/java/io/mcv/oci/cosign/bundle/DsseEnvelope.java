package io.mcv.oci.cosign.bundle;

import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.verdict.Reason;
import io.mcv.oci.cosign.verdict.SignatureLimits;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import io.mcv.oci.json.GoJson;
import io.mcv.oci.json.GoStruct;
import io.mcv.oci.json.JsonException;
import io.mcv.oci.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A DSSE envelope. Base64 in it is of the standard alphabet or that of URLs; fields that are not
 * known are skipped, as its specification demands.
 *
 * @param payloadType media type of the payload
 * @param payload what is signed, decoded
 * @param signatures at least one
 * @see <a href="https://github.com/secure-systems-lab/dsse/blob/v1.0.2/envelope.md">DSSE
 *     envelope</a>
 */
public record DsseEnvelope(String payloadType, Bytes payload, List<EnvelopeSignature> signatures)
    implements BundleContent {
  static final String PAYLOAD_TYPE = "payloadType";
  static final String PAYLOAD = "payload";
  static final String SIGNATURES = "signatures";
  static final String KEY_ID = "keyid";
  static final String SIGNATURE = "sig";

  /** With a list of its own. */
  public DsseEnvelope {
    signatures = List.copyOf(signatures);
  }

  /**
   * A signature of an envelope.
   *
   * @param keyId a hint; null or empty where there is none
   * @param signature its bytes
   */
  public record EnvelopeSignature(@Nullable String keyId, Bytes signature) {}

  /** Reads the JSON of an envelope. */
  public static DsseEnvelope parse(byte[] json) throws SignatureRejectedException {
    return Document.read("the envelope", json, DsseEnvelope::read);
  }

  static DsseEnvelope read(JsonObject envelope) throws JsonException, SignatureRejectedException {
    List<EnvelopeSignature> signatures = new ArrayList<>();
    for (JsonObject each :
        Document.objects(envelope, SIGNATURES, SignatureLimits.MAX_ENVELOPE_SIGNATURES)) {
      signatures.add(
          new EnvelopeSignature(each.optionalString(KEY_ID), Document.base64(each, SIGNATURE)));
    }
    if (signatures.isEmpty()) {
      throw new SignatureRejectedException(
          Reason.SIGNATURE_MISSING, "the envelope has no signature");
    }
    return new DsseEnvelope(
        envelope.string(PAYLOAD_TYPE), Document.base64(envelope, PAYLOAD), signatures);
  }

  /** What the signatures are over: {@code DSSEv1 LENGTH TYPE LENGTH PAYLOAD}. */
  public byte[] preAuthenticationEncoding() {
    return preAuthenticationEncoding(payloadType, payload.toArray());
  }

  /** The same, before there is an envelope. */
  public static byte[] preAuthenticationEncoding(String payloadType, byte[] payload) {
    byte[] type = payloadType.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(payload.length + type.length + 40);
    out.writeBytes(("DSSEv1 " + type.length + " ").getBytes(StandardCharsets.UTF_8));
    out.writeBytes(type);
    out.writeBytes((" " + payload.length + " ").getBytes(StandardCharsets.UTF_8));
    out.writeBytes(payload);
    return out.toByteArray();
  }

  /** The bytes that cosign 2 writes as the layer of an attestation. */
  public byte[] json() {
    List<GoStruct> written = new ArrayList<>();
    for (EnvelopeSignature each : signatures) {
      String keyId = each.keyId();
      written.add(
          new GoStruct()
              .put(KEY_ID, keyId == null ? "" : keyId)
              .put(SIGNATURE, each.signature().base64()));
    }
    return GoJson.compact(
        new GoStruct()
            .put(PAYLOAD_TYPE, payloadType)
            .put(PAYLOAD, payload.base64())
            .put(SIGNATURES, written));
  }
}
