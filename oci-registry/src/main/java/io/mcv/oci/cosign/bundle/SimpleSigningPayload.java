package io.mcv.oci.cosign.bundle;

import io.mcv.oci.cosign.verdict.Reason;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import io.mcv.oci.json.GoJson;
import io.mcv.oci.json.GoStruct;
import io.mcv.oci.json.JsonException;
import io.mcv.oci.json.JsonObject;
import io.mcv.oci.model.Digest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The payload of a signature in the form before bundles, read as strictly as containers/image does:
 * exactly the fields of the format, no key twice.
 *
 * <table>
 * <caption>Fields</caption>
 * <tr><td>{@code critical.identity.docker-reference}</td><td>a string</td></tr>
 * <tr><td>{@code critical.image.docker-manifest-digest}</td><td>a digest</td></tr>
 * <tr><td>{@code critical.type}</td><td>{@value #TYPE}</td></tr>
 * <tr><td>{@code optional}</td><td>an object, null or absent; in it {@code creator} is a string and
 *     {@code timestamp} a whole number of seconds, where they are</td></tr>
 * </table>
 *
 * @param dockerReference the repository that the signer named; may be empty
 * @param manifestDigest the image
 * @param optional what the signer added, in the order of the text
 * @see <a href="https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md">Signature
 *     specification</a>
 */
public record SimpleSigningPayload(
    String dockerReference, Digest manifestDigest, Map<String, @Nullable Object> optional) {
  /** What {@code critical.type} must be. */
  public static final String TYPE = "cosign container image signature";

  private static final String CRITICAL = "critical";
  private static final String IDENTITY = "identity";
  private static final String REFERENCE = "docker-reference";
  private static final String IMAGE = "image";
  private static final String DIGEST = "docker-manifest-digest";
  private static final String KIND = "type";
  private static final String OPTIONAL = "optional";

  /** With a map of its own. */
  public SimpleSigningPayload {
    optional = Collections.unmodifiableMap(new LinkedHashMap<>(optional));
  }

  /**
   * Reads the JSON of a payload.
   *
   * @throws SignatureRejectedException with {@code MALFORMED}, or {@code PAYLOAD_TYPE} if it is one
   *     of something else
   */
  public static SimpleSigningPayload parse(byte[] json) throws SignatureRejectedException {
    return Document.read("the signed payload", json, SimpleSigningPayload::read);
  }

  private static SimpleSigningPayload read(JsonObject payload)
      throws JsonException, SignatureRejectedException {
    Document.onlyFields(payload, CRITICAL, OPTIONAL);
    JsonObject critical = payload.object(CRITICAL);
    Document.onlyFields(critical, IDENTITY, IMAGE, KIND);
    JsonObject identity = critical.object(IDENTITY);
    Document.onlyFields(identity, REFERENCE);
    JsonObject image = critical.object(IMAGE);
    Document.onlyFields(image, DIGEST);
    if (!critical.string(KIND).equals(TYPE)) {
      throw new SignatureRejectedException(
          Reason.PAYLOAD_TYPE, "the signed payload is not of type \"" + TYPE + "\"");
    }
    return new SimpleSigningPayload(
        identity.string(REFERENCE), digest(image), optional(payload.optionalObject(OPTIONAL)));
  }

  private static Digest digest(JsonObject image) throws JsonException {
    try {
      return Digest.parse(image.string(DIGEST));
    } catch (IllegalArgumentException e) {
      throw new JsonException(image.path(DIGEST) + " is not a digest: " + e.getMessage());
    }
  }

  private static Map<String, @Nullable Object> optional(@Nullable JsonObject optional)
      throws JsonException {
    if (optional == null) {
      return Map.of();
    }
    optional.optionalString("creator");
    optional.optionalInteger("timestamp");
    return optional.asMap();
  }

  /** The bytes that cosign 2 writes: this order, no spaces. */
  public byte[] json() {
    GoStruct critical =
        new GoStruct()
            .put(IDENTITY, new GoStruct().put(REFERENCE, dockerReference))
            .put(IMAGE, new GoStruct().put(DIGEST, manifestDigest.toString()))
            .put(KIND, TYPE);
    return GoJson.compact(
        new GoStruct().put(CRITICAL, critical).put(OPTIONAL, optional.isEmpty() ? null : optional));
  }
}
