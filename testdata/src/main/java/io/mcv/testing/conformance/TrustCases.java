package io.mcv.testing.conformance;

import static io.mcv.testing.conformance.CacheCases.kept;
import static io.mcv.testing.conformance.ConformanceCase.accepted;

import io.mcv.oci.json.GoJson;
import io.mcv.oci.model.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Cases of {@code TRUST}. No signature is good: what is looked at is the form alone. */
final class TrustCases {
  private static final String SIMPLE_SIGNING = "application/vnd.dev.cosign.simplesigning.v1+json";
  private static final String ENVELOPE = "application/vnd.dsse.envelope.v1+json";
  private static final String BUNDLE = "application/vnd.dev.sigstore.bundle.v0.3+json";
  private static final String SIGNATURE = "dev.cosignproject.cosign/signature";
  private static final Digest OTHER = Digest.sha256(new byte[0]);

  private TrustCases() {}

  static List<ConformanceCase> all() {
    return List.of(
        kept("TRUST-01", () -> signed(part -> part)),
        accepted(
            "TRUST-01", "unsigned", "auto", "Nothing is beside the image.", BaseImages::current),
        kept("TRUST-02", () -> referrer(BUNDLE, BUNDLE)),
        accepted(
            "TRUST-02",
            "other-type",
            "auto",
            "A referrer is of a type that no verifier knows.",
            () -> referrer("application/vnd.example.report", "text/plain")),
        kept("TRUST-03", () -> referrer(BUNDLE, BUNDLE)),
        accepted(
            "TRUST-03",
            "other-subject",
            "auto",
            "The manifest at the tag of the image names another subject.",
            TrustCases::ofOtherSubject),
        kept("TRUST-04", () -> signed(part -> part)),
        accepted(
            "TRUST-04",
            "no-json",
            "auto",
            "The payload of the signature is no JSON.",
            () -> signed(part -> part.payload("signed"))),
        kept("TRUST-05", () -> signed(part -> part)),
        accepted(
            "TRUST-05",
            "other-type",
            "auto",
            "The layer of the signature has another type.",
            () -> signed(part -> part.type("application/json"))),
        kept("TRUST-06", () -> signed(part -> part)),
        accepted(
            "TRUST-06",
            "no-signature",
            "auto",
            "The layer of the signature has no signature.",
            () -> signed(part -> part.annotations(Map.of()))),
        accepted(
            "TRUST-06",
            "no-base64",
            "auto",
            "The signature is not in base64.",
            () -> signed(part -> part.annotations(Map.of(SIGNATURE, "{signature}")))),
        kept("TRUST-07", () -> signed(part -> part)),
        accepted(
            "TRUST-07",
            "other-image",
            "auto",
            "The signature is of another image.",
            () -> signed(part -> part.payload(payload(OTHER.toString())))),
        kept("TRUST-08", () -> attested(ENVELOPE)),
        accepted(
            "TRUST-08",
            "other-type",
            "auto",
            "The layer of the attestation has another type.",
            () -> attested("application/json")),
        kept("TRUST-09", () -> referrer(BUNDLE, BUNDLE)),
        accepted(
            "TRUST-09",
            "other-type",
            "auto",
            "The referrer of a bundle has a layer of another type.",
            () -> referrer(BUNDLE, "application/json")));
  }

  /** The only layer of what is beside an image. */
  private record Part(String mediaType, String content, Map<String, String> notes) {
    Part payload(String text) {
      return new Part(mediaType, text, notes);
    }

    Part type(String other) {
      return new Part(other, content, notes);
    }

    Part annotations(Map<String, String> other) {
      return new Part(mediaType, content, other);
    }
  }

  /** A signature as cosign stores it at a tag. */
  private static VectorImage signed(UnaryOperator<Part> change) {
    return BaseImages.current()
        .attach(
            image -> {
              Part part =
                  new Part(SIMPLE_SIGNING, payload(digest(image)), Map.of(SIGNATURE, "c2lnbmVk"));
              return attached(change.apply(part), null, null, tag(image, ".sig"));
            });
  }

  private static VectorImage ofOtherSubject() {
    return BaseImages.current()
        .attach(
            image -> {
              Map<String, Object> other = new LinkedHashMap<>(image);
              other.put("digest", OTHER.toString());
              Part part =
                  new Part(SIMPLE_SIGNING, payload(digest(image)), Map.of(SIGNATURE, "c2lnbmVk"));
              return attached(part, null, other, tag(image, ".sig"));
            });
  }

  /** An attestation as cosign stores it at a tag. */
  private static VectorImage attested(String mediaType) {
    return BaseImages.current()
        .attach(
            image -> {
              Part part = new Part(mediaType, envelope(digest(image)), Map.of(SIGNATURE, ""));
              return attached(part, null, null, tag(image, ".att"));
            });
  }

  /** Something that names the image as its subject. */
  private static VectorImage referrer(String artifactType, String mediaType) {
    return BaseImages.current()
        .attach(
            image -> {
              Part part = new Part(mediaType, bundle(digest(image)), Map.of());
              return attached(part, artifactType, image, null);
            });
  }

  private static VectorImage.Attached attached(
      Part part,
      @Nullable String artifactType,
      @Nullable Map<String, Object> subject,
      @Nullable String tag) {
    byte[] config = "{}".getBytes(StandardCharsets.UTF_8);
    byte[] content = part.content().getBytes(StandardCharsets.UTF_8);
    Map<String, Object> layer = descriptor(part.mediaType(), content);
    if (!part.notes().isEmpty()) {
      layer.put("annotations", part.notes());
    }
    Map<String, Object> manifest = new LinkedHashMap<>();
    manifest.put("schemaVersion", 2);
    manifest.put("mediaType", "application/vnd.oci.image.manifest.v1+json");
    if (artifactType != null) {
      manifest.put("artifactType", artifactType);
    }
    manifest.put("config", descriptor("application/vnd.oci.empty.v1+json", config));
    manifest.put("layers", List.of(layer));
    if (subject != null) {
      manifest.put("subject", subject);
    }
    return new VectorImage.Attached(manifest, List.of(config, content), tag);
  }

  private static Map<String, Object> descriptor(String mediaType, byte[] content) {
    Map<String, Object> descriptor = new LinkedHashMap<>();
    descriptor.put("mediaType", mediaType);
    descriptor.put("digest", Digest.sha256(content).toString());
    descriptor.put("size", (long) content.length);
    return descriptor;
  }

  private static String digest(Map<String, Object> image) {
    return String.valueOf(image.get("digest"));
  }

  private static String tag(Map<String, Object> image, String end) {
    return digest(image).replace(':', '-') + end;
  }

  private static String payload(String digest) {
    return "{\"critical\":{\"identity\":{\"docker-reference\":\"vector\"},\"image\":"
        + "{\"docker-manifest-digest\":\"%s\"},\"type\":\"cosign container image signature\"},"
            .formatted(digest)
        + "\"optional\":null}";
  }

  private static String envelope(String digest) {
    String statement =
        "{\"_type\":\"https://in-toto.io/Statement/v1\",\"subject\":[{\"digest\":{\"sha256\":"
            + "\"%s\"}}],\"predicateType\":\"https://sigstore.dev/cosign/sign/v1\","
                .formatted(digest.substring(digest.indexOf(':') + 1))
            + "\"predicate\":{}}";
    Map<String, Object> signature = new LinkedHashMap<>();
    signature.put("keyid", "");
    signature.put("sig", "c2lnbmVk");
    Map<String, Object> envelope = new LinkedHashMap<>();
    envelope.put("payloadType", "application/vnd.in-toto+json");
    envelope.put("payload", base64(statement));
    envelope.put("signatures", List.of(signature));
    return new String(GoJson.compact(envelope), StandardCharsets.UTF_8);
  }

  private static String bundle(String digest) {
    return "{\"mediaType\":\"%s\",\"verificationMaterial\":{\"publicKey\":{\"hint\":\"%s\"}},"
            .formatted(BUNDLE, base64("key"))
        + "\"dsseEnvelope\":%s}".formatted(envelope(digest));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
