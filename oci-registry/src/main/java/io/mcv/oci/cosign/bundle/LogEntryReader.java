package io.mcv.oci.cosign.bundle;

import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.encoding.StrictBase64;
import io.mcv.oci.cosign.verdict.Reason;
import io.mcv.oci.cosign.verdict.SignatureLimits;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonException;
import io.mcv.oci.json.JsonObject;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads entries of transparency logs, as bundles and annotations have them. */
final class LogEntryReader {
  private LogEntryReader() {}

  /** An item of {@code tlogEntries} in a bundle. */
  static LogEntry ofBundle(JsonObject entry) throws JsonException, SignatureRejectedException {
    Document.onlyFields(
        entry,
        "logIndex",
        "logId",
        "kindVersion",
        "integratedTime",
        "inclusionPromise",
        "inclusionProof",
        "canonicalizedBody");
    long logIndex = Document.count(entry, "logIndex");
    long time = Document.count(entry, "integratedTime");
    JsonObject logId = entry.object("logId");
    Document.onlyFields(logId, "keyId");
    JsonObject kindVersion = entry.object("kindVersion");
    Document.onlyFields(kindVersion, "kind", "version");
    LogEntry read =
        new LogEntry(
            logIndex,
            Document.base64(logId, "keyId"),
            kindVersion.string("kind"),
            kindVersion.string("version"),
            time == 0 ? null : time,
            promise(entry.optionalObject("inclusionPromise")),
            proof(entry.optionalObject("inclusionProof")),
            Document.base64(entry, "canonicalizedBody"));
    checkKind(read, entry.path("kindVersion"));
    return read;
  }

  /** The value of the annotation {@link LayerSignature#BUNDLE}. */
  static LogEntry ofAnnotation(JsonObject bundle) throws JsonException, SignatureRejectedException {
    Document.onlyFields(bundle, "SignedEntryTimestamp", "Payload");
    JsonObject payload = bundle.object("Payload");
    Document.onlyFields(payload, "body", "integratedTime", "logIndex", "logID");
    payload.integer("logIndex");
    payload.integer("integratedTime");
    return new LogEntry(
        Document.count(payload, "logIndex"),
        hex(payload, "logID"),
        null,
        null,
        Document.count(payload, "integratedTime"),
        Document.base64(bundle, "SignedEntryTimestamp"),
        null,
        Document.base64(payload, "body"));
  }

  private static @Nullable Bytes promise(@Nullable JsonObject promise)
      throws JsonException, SignatureRejectedException {
    if (promise == null) {
      return null;
    }
    Document.onlyFields(promise, "signedEntryTimestamp");
    return Document.optionalBase64(promise, "signedEntryTimestamp");
  }

  private static @Nullable InclusionProof proof(@Nullable JsonObject proof)
      throws JsonException, SignatureRejectedException {
    if (proof == null) {
      return null;
    }
    Document.onlyFields(proof, "logIndex", "rootHash", "treeSize", "hashes", "checkpoint");
    return new InclusionProof(
        Document.count(proof, "logIndex"),
        Document.base64(proof, "rootHash"),
        Document.count(proof, "treeSize"),
        hashes(proof),
        checkpoint(proof));
  }

  private static List<Bytes> hashes(JsonObject proof)
      throws JsonException, SignatureRejectedException {
    List<String> texts = proof.optionalStrings("hashes");
    if (texts == null) {
      return List.of();
    }
    if (texts.size() > SignatureLimits.MAX_PROOF_HASHES) {
      throw Document.tooMany(proof.path("hashes"), "items", SignatureLimits.MAX_PROOF_HASHES);
    }
    List<Bytes> hashes = new ArrayList<>();
    for (String each : texts) {
      hashes.add(StrictBase64.decodeEither(each, proof.path("hashes")));
    }
    return hashes;
  }

  private static String checkpoint(JsonObject proof)
      throws JsonException, SignatureRejectedException {
    JsonObject checkpoint = proof.optionalObject("checkpoint");
    String envelope = "";
    if (checkpoint != null) {
      Document.onlyFields(checkpoint, "envelope");
      String text = checkpoint.optionalString("envelope");
      envelope = text == null ? "" : text;
    }
    if (envelope.isEmpty()) {
      throw new SignatureRejectedException(
          Reason.LOG_PROOF_MISSING,
          proof.path("checkpoint") + " is missing, without which the proof proves nothing");
    }
    return envelope;
  }

  /** Another reader might go by what is not signed. */
  private static void checkKind(LogEntry entry, String path)
      throws JsonException, SignatureRejectedException {
    JsonObject body = Json.parseObject(entry.body().toArray());
    if (!body.string("kind").equals(entry.kind())
        || !body.string("apiVersion").equals(entry.version())) {
      throw Document.malformed(path + " is not the kind and version of the entry");
    }
  }

  private static Bytes hex(JsonObject object, String name) throws JsonException {
    String text = object.string(name);
    try {
      Bytes bytes = Bytes.of(HexFormat.of().parseHex(text));
      if (bytes.hex().equals(text)) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      // Said below, as for upper-case digits, which would be another text under the signature.
    }
    throw new JsonException(object.path(name) + " is not lower-case hexadecimal");
  }
}
