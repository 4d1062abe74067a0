package io.mcv.oci.cosign.log;

import io.mcv.oci.cosign.bundle.LogEntry;
import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.encoding.StrictBase64;
import io.mcv.oci.cosign.key.HashAlgorithm;
import io.mcv.oci.cosign.verdict.Reason;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonException;
import io.mcv.oci.json.JsonObject;
import io.mcv.oci.model.Printable;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What an entry is about: its canonical JSON, which the log has a hash of.
 *
 * <table>
 *   <caption>Kinds</caption>
 *   <tr><td>hashedrekord 0.0.1</td><td>{@link HashedRekord}</td><td>a signature over bytes</td></tr>
 *   <tr><td>hashedrekord 0.0.2</td><td>{@link HashedRekord}</td><td>the same in Rekor 2, where the
 *       bytes may be what the signature of an envelope is over</td></tr>
 *   <tr><td>dsse 0.0.1, intoto 0.0.2</td><td>{@link LoggedEnvelope}</td><td>an envelope</td></tr>
 * </table>
 *
 * All others are refused: some hold no signature (intoto 0.0.1), some are Rekor's for other tools.
 */
sealed interface EntryBody permits HashedRekord, LoggedEnvelope, ProposedEnvelope {

  /**
   * Compares it.
   *
   * @throws SignatureRejectedException with {@code LOG_ENTRY_MISMATCH}
   */
  void check(LoggedSignature signature) throws SignatureRejectedException;

  /** Reads the body of an entry. */
  static EntryBody parse(LogEntry entry) throws SignatureRejectedException {
    try {
      JsonObject body = Json.parseObject(entry.body().toArray());
      String kind = body.string("kind");
      String version = body.string("apiVersion");
      if (!isSame(entry.kind(), kind) || !isSame(entry.version(), version)) {
        throw mismatch("is called another kind or version than its body is of");
      }
      return parse(kind + " " + version, body.object("spec"));
    } catch (JsonException e) {
      throw new SignatureRejectedException(
          Reason.MALFORMED, "the body of the log entry: " + Printable.of(e.getMessage()), e);
    }
  }

  private static EntryBody parse(String kind, JsonObject spec)
      throws JsonException, SignatureRejectedException {
    return switch (kind) {
      case "hashedrekord 0.0.1" -> HashedRekord.parse(spec);
      case "hashedrekord 0.0.2" -> HashedRekord.parseVersion2(spec.object("hashedRekordV002"));
      case "dsse 0.0.1" ->
          spec.has("proposedContent")
              ? ProposedEnvelope.parse(spec.object("proposedContent"))
              : LoggedEnvelope.parse(spec);
      case "intoto 0.0.2" -> LoggedEnvelope.parseInToto(spec.object("content"));
      default ->
          throw new SignatureRejectedException(
              Reason.LOG_ENTRY_UNSUPPORTED,
              "a log entry of the kind "
                  + Printable.of(kind)
                  + " proves nothing here: hashedrekord 0.0.1 and 0.0.2, dsse 0.0.1 and intoto"
                  + " 0.0.2 are known");
    };
  }

  private static boolean isSame(@Nullable String called, String found) {
    return called == null || called.equals(found);
  }

  /** A hash in Rekor 1: its algorithm, and hexadecimal digits. */
  static Bytes hash(JsonObject hash, HashAlgorithm algorithm)
      throws JsonException, SignatureRejectedException {
    String value = hash.string("value");
    try {
      byte[] bytes = HexFormat.of().parseHex(value);
      if (bytes.length == algorithm.size()) {
        return Bytes.of(bytes);
      }
    } catch (IllegalArgumentException e) {
      // Said below, as for a hash of another size.
    }
    throw new SignatureRejectedException(
        Reason.MALFORMED,
        "the body of the log entry: " + hash.path("value") + " is no " + algorithm.shortName());
  }

  static Bytes base64(JsonObject object, String name)
      throws JsonException, SignatureRejectedException {
    return StrictBase64.decodeEither(
        object.string(name), "the body of the log entry: " + object.path(name));
  }

  static SignatureRejectedException mismatch(String how) {
    return new SignatureRejectedException(Reason.LOG_ENTRY_MISMATCH, "the log entry " + how);
  }
}
