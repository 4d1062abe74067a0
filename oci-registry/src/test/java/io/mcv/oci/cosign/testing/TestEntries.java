package io.mcv.oci.cosign.testing;

import io.mcv.oci.cosign.bundle.DsseEnvelope;
import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.encoding.Pem;
import io.mcv.oci.cosign.key.HashAlgorithm;
import java.nio.charset.StandardCharsets;

/** Bodies of log entries, as Rekor writes them. */
public final class TestEntries {
  private TestEntries() {}

  /** A signature over bytes, in Rekor 1. */
  public static Bytes hashedRekord(byte[] content, Bytes signature, Pem verifier) {
    return body(
        "hashedrekord",
        "0.0.1",
        "{\"data\":{\"hash\":%s},\"signature\":{\"content\":\"%s\",\"publicKey\":{\"content\":\"%s\"}}}"
            .formatted(hash(Bytes.of(content)), signature.base64(), text(verifier)));
  }

  /** The same in Rekor 2, by a P-256 key. */
  public static Bytes hashedRekordVersion2(byte[] content, Bytes signature, Pem verifier) {
    return body(
        "hashedrekord",
        "0.0.2",
        ("{\"hashedRekordV002\":{\"data\":{\"algorithm\":\"SHA2_256\",\"digest\":\"%s\"},"
                + "\"signature\":{\"content\":\"%s\",\"verifier\":{\"keyDetails\":"
                + "\"PKIX_ECDSA_P256_SHA_256\",\"%s\":{\"rawBytes\":\"%s\"}}}}}")
            .formatted(
                sha256(Bytes.of(content)).base64(),
                signature.base64(),
                verifier.label().equals("CERTIFICATE") ? "x509Certificate" : "publicKey",
                verifier.content().base64()));
  }

  /** An envelope with one signature, in Rekor 1. */
  public static Bytes dsse(DsseEnvelope envelope, Bytes blob, Pem verifier) {
    return body(
        "dsse",
        "0.0.1",
        ("{\"envelopeHash\":%s,\"payloadHash\":%s,"
                + "\"signatures\":[{\"signature\":\"%s\",\"verifier\":\"%s\"}]}")
            .formatted(hash(blob), hash(envelope.payload()), signature(envelope), text(verifier)));
  }

  /** The same by the kind before. */
  public static Bytes inToto(DsseEnvelope envelope, Bytes blob, Pem verifier) {
    return body(
        "intoto",
        "0.0.2",
        ("{\"content\":{\"envelope\":{\"payloadType\":\"application/vnd.in-toto+json\","
                + "\"signatures\":[{\"publicKey\":\"%s\",\"sig\":\"%s\"}]},"
                + "\"hash\":%s,\"payloadHash\":%s}}")
            .formatted(
                text(verifier), base64(signature(envelope)), hash(blob), hash(envelope.payload())));
  }

  /** Any body. */
  public static Bytes body(String kind, String version, String spec) {
    return bytes(
        "{\"apiVersion\":\"%s\",\"kind\":\"%s\",\"spec\":%s}".formatted(version, kind, spec));
  }

  private static String signature(DsseEnvelope envelope) {
    return envelope.signatures().get(0).signature().base64();
  }

  private static String hash(Bytes content) {
    return "{\"algorithm\":\"sha256\",\"value\":\"%s\"}".formatted(sha256(content));
  }

  private static Bytes sha256(Bytes content) {
    return content.hash(HashAlgorithm.SHA256.newMessageDigest());
  }

  private static String text(Pem verifier) {
    return base64(verifier.text());
  }

  private static String base64(String text) {
    return bytes(text).base64();
  }

  private static Bytes bytes(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
