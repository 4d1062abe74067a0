package io.mcv.oci.cosign.bundle;

import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.encoding.Pem;
import io.mcv.oci.cosign.encoding.StrictBase64;
import io.mcv.oci.cosign.verdict.SignatureLimits;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import io.mcv.oci.json.JsonException;
import io.mcv.oci.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the annotations of a layer say, where a signature is a layer of a {@code .sig} or {@code
 * .att} image. An annotation that is empty counts as absent, as cosign reads it.
 *
 * <table>
 * <caption>Annotations</caption>
 * <tr><td>{@value #SIGNATURE}</td><td>base64</td></tr>
 * <tr><td>{@value #CERTIFICATE}</td><td>PEM of one certificate</td></tr>
 * <tr><td>{@value #CHAIN}</td><td>PEM, the issuer first; not read without a certificate</td></tr>
 * <tr><td>{@value #BUNDLE}</td><td>{@code {"SignedEntryTimestamp": base64, "Payload": {"body":
 *     base64, "integratedTime": seconds, "logIndex": number, "logID": hex}}}</td></tr>
 * <tr><td>{@value #TIMESTAMP}</td><td>{@code {"SignedRFC3161Timestamp": base64}}</td></tr>
 * </table>
 *
 * @param signature over the blob; null in {@code .att}, where the envelope has it
 * @param certificates DER, the signer's first, then the chain; empty where a key signed
 * @param logEntry null where there is none
 * @param timestamp DER of an RFC 3161 response; null where there is none
 */
public record LayerSignature(
    @Nullable Bytes signature,
    List<Bytes> certificates,
    @Nullable LogEntry logEntry,
    @Nullable Bytes timestamp) {
  /** Annotation of the signature. */
  public static final String SIGNATURE = "dev.cosignproject.cosign/signature";

  /** Annotation of the certificate. */
  public static final String CERTIFICATE = "dev.sigstore.cosign/certificate";

  /** Annotation of the chain. */
  public static final String CHAIN = "dev.sigstore.cosign/chain";

  /** Annotation of the log's promise. */
  public static final String BUNDLE = "dev.sigstore.cosign/bundle";

  /** Annotation of the timestamp. */
  public static final String TIMESTAMP = "dev.sigstore.cosign/rfc3161timestamp";

  /** With a list of its own. */
  public LayerSignature {
    certificates = List.copyOf(certificates);
  }

  /** Reads the annotations of a layer. */
  public static LayerSignature parse(Map<String, String> annotations)
      throws SignatureRejectedException {
    String signature = value(annotations, SIGNATURE);
    return new LayerSignature(
        signature == null ? null : StrictBase64.decode(signature, SIGNATURE),
        certificates(annotations),
        json(annotations, BUNDLE, LogEntryReader::ofAnnotation),
        json(annotations, TIMESTAMP, LayerSignature::timestamp));
  }

  private static List<Bytes> certificates(Map<String, String> annotations)
      throws SignatureRejectedException {
    String certificate = value(annotations, CERTIFICATE);
    if (certificate == null) {
      return List.of();
    }
    List<Bytes> certificates = new ArrayList<>(pem(certificate, CERTIFICATE));
    if (certificates.size() != 1) {
      throw Document.malformed(CERTIFICATE + " is not the PEM of one certificate");
    }
    String chain = value(annotations, CHAIN);
    if (chain != null) {
      certificates.addAll(pem(chain, CHAIN));
    }
    if (certificates.size() > SignatureLimits.MAX_CERTIFICATES) {
      throw Document.tooMany(CHAIN, "certificates", SignatureLimits.MAX_CERTIFICATES);
    }
    return certificates;
  }

  private static List<Bytes> pem(String text, String name) throws SignatureRejectedException {
    List<Bytes> certificates = new ArrayList<>();
    for (Pem each : Pem.parse(text, name)) {
      if (!each.label().equals("CERTIFICATE")) {
        throw Document.malformed(name + " has a PEM block that is not a certificate");
      }
      certificates.add(each.content());
    }
    return certificates;
  }

  private static Bytes timestamp(JsonObject timestamp)
      throws JsonException, SignatureRejectedException {
    Document.onlyFields(timestamp, "SignedRFC3161Timestamp");
    return Document.base64(timestamp, "SignedRFC3161Timestamp");
  }

  private static <T> @Nullable T json(
      Map<String, String> annotations, String name, Document.Reader<T> reader)
      throws SignatureRejectedException {
    String text = value(annotations, name);
    return text == null ? null : Document.read(name, text.getBytes(StandardCharsets.UTF_8), reader);
  }

  private static @Nullable String value(Map<String, String> annotations, String name)
      throws SignatureRejectedException {
    String value = annotations.get(name);
    if (value != null && value.length() > SignatureLimits.MAX_ANNOTATION_CHARACTERS) {
      throw Document.tooMany(name, "characters", SignatureLimits.MAX_ANNOTATION_CHARACTERS);
    }
    return value == null || value.isEmpty() ? null : value;
  }
}
