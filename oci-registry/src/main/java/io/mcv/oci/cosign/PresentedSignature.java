package io.mcv.oci.cosign;

import io.mcv.oci.cosign.bundle.DsseEnvelope;
import io.mcv.oci.cosign.bundle.LayerSignature;
import io.mcv.oci.cosign.bundle.LogEntry;
import io.mcv.oci.cosign.bundle.MessageSignature;
import io.mcv.oci.cosign.bundle.SigstoreBundle;
import io.mcv.oci.cosign.bundle.VerificationMaterial;
import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.key.SignedContent;
import io.mcv.oci.cosign.verdict.Reason;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A signature and what comes with it, read and not yet believed, the same for every form.
 *
 * @param form how it is stored
 * @param signed what it is over
 * @param material who signed, as it says; null where annotations name no certificate
 * @param logEntries of transparency logs
 * @param timestamps DER of RFC 3161 responses
 */
record PresentedSignature(
    SignatureForm form,
    SignedThing signed,
    @Nullable VerificationMaterial material,
    List<LogEntry> logEntries,
    List<Bytes> timestamps) {

  /** A layer of simple signing. */
  static PresentedSignature ofPayload(byte[] payload, LayerSignature layer)
      throws SignatureRejectedException {
    Bytes signature = layer.signature();
    if (signature == null) {
      throw new SignatureRejectedException(
          Reason.SIGNATURE_MISSING, "the annotation " + LayerSignature.SIGNATURE + " is missing");
    }
    return ofLayer(
        SignatureForm.SIMPLE_SIGNING,
        new SignedThing.Message(SignedContent.of(payload), signature),
        layer);
  }

  /** A layer that is an envelope. */
  static PresentedSignature ofEnvelope(byte[] blob, LayerSignature layer)
      throws SignatureRejectedException {
    return ofLayer(
        SignatureForm.ENVELOPE,
        SignedThing.Envelope.of(DsseEnvelope.parse(blob), Bytes.of(blob)),
        layer);
  }

  /** A bundle with an envelope. */
  static PresentedSignature ofBundle(SigstoreBundle bundle, DsseEnvelope envelope) {
    return ofBundle(bundle, SignedThing.Envelope.of(envelope, null));
  }

  /** A bundle with the signature of a file. */
  static PresentedSignature ofBundle(
      SigstoreBundle bundle, MessageSignature message, SignedContent file) {
    return ofBundle(bundle, new SignedThing.Message(file, message.signature()));
  }

  private static PresentedSignature ofBundle(SigstoreBundle bundle, SignedThing signed) {
    return new PresentedSignature(
        SignatureForm.BUNDLE, signed, bundle.material(), bundle.logEntries(), bundle.timestamps());
  }

  private static PresentedSignature ofLayer(
      SignatureForm form, SignedThing signed, LayerSignature layer) {
    LogEntry entry = layer.logEntry();
    Bytes timestamp = layer.timestamp();
    return new PresentedSignature(
        form,
        signed,
        layer.certificates().isEmpty()
            ? null
            : new VerificationMaterial.Certificates(layer.certificates()),
        entry == null ? List.of() : List.of(entry),
        timestamp == null ? List.of() : List.of(timestamp));
  }
}
