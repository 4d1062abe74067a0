package io.mcv.oci.cosign.bundle;

import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import io.mcv.oci.json.GoJson;
import io.mcv.oci.json.GoStruct;
import java.util.ArrayList;
import java.util.List;

/**
 * A Sigstore bundle, versions 0.1 to 0.3: a signature with all that is needed to verify it offline.
 *
 * <p>The JSON is that of proto3, with the names of the specification; whatever else is in it is
 * refused.
 *
 * <table>
 * <caption>Rules by version</caption>
 * <tr><th></th><th>0.1</th><th>0.2</th><th>0.3</th></tr>
 * <tr><td>signer</td><td>chain of certificates, even with its root; or public key</td>
 *     <td>chain of certificates without the root; or public key</td>
 *     <td>certificate; or public key</td></tr>
 * <tr><td>log entry</td><td>promise</td><td colspan="2">inclusion proof</td></tr>
 * </table>
 *
 * <p>That no chain may have its root holds for version 0.1 too, but Sigstore's own clients wrote
 * such bundles, and verify them. The root in a bundle is never trusted.
 *
 * <p>In all of them an inclusion proof has a checkpoint, the kind and version of an entry are those
 * that its body names, no entry is there twice, and an envelope has one signature.
 *
 * @param minorVersion 1, 2 or 3
 * @param material who signed
 * @param logEntries of transparency logs
 * @param timestamps DER of RFC 3161 responses
 * @param content the signature
 * @see <a href="https://github.com/sigstore/protobuf-specs/blob/main/protos/sigstore_bundle.proto">
 *     sigstore_bundle.proto</a>
 */
public record SigstoreBundle(
    int minorVersion,
    VerificationMaterial material,
    List<LogEntry> logEntries,
    List<Bytes> timestamps,
    BundleContent content) {
  /** The media type of version 0.3. */
  public static final String MEDIA_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";

  /** With lists of its own. */
  public SigstoreBundle {
    logEntries = List.copyOf(logEntries);
    timestamps = List.copyOf(timestamps);
  }

  /** Reads the JSON of a bundle, and checks the rules that its version sets. */
  public static SigstoreBundle parse(byte[] json) throws SignatureRejectedException {
    return Document.read("the bundle", json, BundleReader::read);
  }

  /**
   * The bytes that cosign 3 writes for an envelope that a key signed.
   *
   * @param hint which key: the base64 of the SHA-256 of its DER
   */
  public static byte[] ofKey(String hint, DsseEnvelope envelope) {
    List<GoStruct> signatures = new ArrayList<>();
    for (DsseEnvelope.EnvelopeSignature each : envelope.signatures()) {
      signatures.add(new GoStruct().put(DsseEnvelope.SIGNATURE, each.signature().base64()));
    }
    return GoJson.compactWithoutHtmlEscapes(
        new GoStruct()
            .put("mediaType", MEDIA_TYPE)
            .put(
                "verificationMaterial",
                new GoStruct().put("publicKey", new GoStruct().put("hint", hint)))
            .put(
                "dsseEnvelope",
                new GoStruct()
                    .put(DsseEnvelope.PAYLOAD, envelope.payload().base64())
                    .put(DsseEnvelope.PAYLOAD_TYPE, envelope.payloadType())
                    .put(DsseEnvelope.SIGNATURES, signatures)));
  }
}
