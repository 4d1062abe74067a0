package io.mcv.oci.cosign;

import io.mcv.oci.cosign.certificate.IdentityMatcher;
import io.mcv.oci.cosign.certificate.TextMatcher;
import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.key.HashAlgorithm;
import io.mcv.oci.cosign.key.SignedContent;
import io.mcv.oci.cosign.key.VerificationKey;
import io.mcv.oci.cosign.trust.TrustedRoot;
import io.mcv.oci.image.ImageSource;
import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonObject;
import io.mcv.oci.layout.OciLayout;
import io.mcv.oci.model.Digest;
import io.mcv.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A case of the shared set of signatures.
 *
 * @param name as {@code image-sig/valid-basic}
 * @param kind {@code sigstore-bundle-blob}, {@code image-sig}, {@code image-att}, {@code
 *     image-bundle} or {@code private-key}
 * @param folder its files
 * @param inputs what the user says
 * @param valid the expected verdict
 */
record SignatureVector(String name, String kind, Path folder, JsonObject inputs, boolean valid) {

  /** All cases, in their order. */
  static List<SignatureVector> all() throws IOException {
    Path root = SharedData.require("cosign");
    JsonObject index = Json.parseObject(Files.readAllBytes(root.resolve("INDEX.json")));
    List<SignatureVector> all = new ArrayList<>();
    for (JsonObject each : Objects.requireNonNull(index.optionalObjects("cases"))) {
      all.add(
          new SignatureVector(
              each.string("case"),
              each.string("kind"),
              root.resolve(each.string("dir")),
              each.object("inputs"),
              each.string("expected").equals("pass")));
    }
    return all;
  }

  /** The case of a name. */
  static SignatureVector named(String name) throws IOException {
    return all().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
  }

  boolean isOfBlob() {
    return kind.equals("sigstore-bundle-blob");
  }

  /** The policy that the user asks for. */
  VerificationPolicy policy() throws IOException {
    return policy(signer());
  }

  /** The same for another signer. */
  VerificationPolicy policy(Signer signer) throws IOException {
    VerificationPolicy policy = VerificationPolicy.of(signer, root());
    policy = marked("ignore_tlog") ? policy.withoutLog() : policy;
    policy = marked("ignore_sct") ? policy.withoutCertificateLog() : policy;
    return marked("use_signed_timestamps") ? policy.withTimestamp() : policy;
  }

  Signer signer() throws IOException {
    return inputs.has("key")
        ? new Signer.Keys(List.of(key()))
        : new Signer.Identities(
            List.of(new IdentityMatcher(matcher("identity"), matcher("issuer"))));
  }

  VerificationKey key() throws IOException {
    String file = text("key");
    return VerificationKey.parse(Files.readAllBytes(folder.resolve(file)), file);
  }

  TrustedRoot root() throws IOException {
    String named = optional("trusted_root");
    if (named == null) {
      return TrustedRoot.NONE;
    }
    Path file =
        named.startsWith("shared:")
            ? SharedData.require("cosign").resolve("shared").resolve(named.substring(7))
            : folder.resolve(named);
    return TrustedRoot.parse(Files.readAllBytes(file), named);
  }

  byte[] bundle() throws IOException {
    return Files.readAllBytes(folder.resolve(text("bundle")));
  }

  /** The file that a bundle is about, or what is known of it. */
  SignedContent artifact() throws IOException {
    String digest = optional("artifact_digest");
    if (digest == null) {
      return SignedContent.ofFile(folder.resolve(text("artifact")));
    }
    int colon = digest.indexOf(':');
    for (HashAlgorithm each : HashAlgorithm.values()) {
      if (each.shortName().equals(digest.substring(0, colon))) {
        byte[] bytes = HexFormat.of().parseHex(digest.substring(colon + 1));
        return SignedContent.ofDigest(each, Bytes.of(bytes));
      }
    }
    throw new IllegalStateException(digest);
  }

  /** The image whose signature is asked for. */
  Digest image() {
    return Digest.parse(text("image_digest"));
  }

  /** What of it. */
  Wanted wanted() {
    String type = optional("predicate_type");
    if (type != null) {
      return new Wanted.Attestation(type);
    }
    Map<String, String> annotations = new HashMap<>();
    if (inputs.get("annotations") instanceof Map<?, ?> map) {
      map.forEach((key, value) -> annotations.put(String.valueOf(key), String.valueOf(value)));
    }
    return new Wanted.ImageSignature(annotations, null);
  }

  /** The image in its layout. */
  ImageSource source() throws IOException {
    return OciLayout.open(folder.resolve(text("layout"))).source(image());
  }

  /** The verdicts of this case: one for a bundle, one for each signature of an image. */
  List<SignatureVerdict> verify() throws IOException {
    return verify(policy());
  }

  List<SignatureVerdict> verify(VerificationPolicy policy) throws IOException {
    if (isOfBlob()) {
      return List.of(new BlobVerifier(policy).verify(bundle(), "bundle", artifact(), null));
    }
    try (ImageSource source = source()) {
      return new ImageVerifier(policy).verify(source, image(), wanted()).signatures();
    }
  }

  private TextMatcher matcher(String field) {
    String text = optional(field);
    return text == null ? TextMatcher.ANY : new TextMatcher.Exactly(text);
  }

  private boolean marked(String field) {
    return Boolean.TRUE.equals(inputs.get(field));
  }

  private @Nullable String optional(String field) {
    return inputs.get(field) instanceof String text ? text : null;
  }

  private String text(String field) {
    return Objects.requireNonNull(optional(field), field);
  }

  @Override
  public String toString() {
    return name;
  }
}
