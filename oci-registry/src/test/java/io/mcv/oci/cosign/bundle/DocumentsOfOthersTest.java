package io.mcv.oci.cosign.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.oci.cosign.verdict.Reason;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonObject;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.DigestAlgorithm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What other tools have written is read, and what is written here has their bytes. */
class DocumentsOfOthersTest {
  @SuppressWarnings("NullAway.Init")
  private static Corpus corpus;

  @BeforeAll
  static void read() throws IOException {
    corpus = Corpus.read();
  }

  interface Parser<D, T> {
    T parse(D document) throws SignatureRejectedException;
  }

  @Test
  void onlyWrongDocumentsAreRefused() {
    assertThat(refused(corpus.payloads(), SimpleSigningPayload::parse))
        .isEqualTo(
            Map.of(
                "image-sig/duplicate-digest-key", Reason.MALFORMED,
                "image-sig/wrong-type", Reason.PAYLOAD_TYPE));
    assertThat(refused(corpus.envelopes(), DsseEnvelope::parse)).isEmpty();
    assertThat(refused(corpus.statements(), InTotoStatement::parse)).isEmpty();
    assertThat(refused(corpus.annotations(), LayerSignature::parse))
        .isEqualTo(
            Map.of(
                "image-sig/bad-base64-signature", Reason.MALFORMED,
                "image-sig/ci-rekor-body-not-string", Reason.MALFORMED));
    assertThat(refused(corpus.bundles(), SigstoreBundle::parse))
        .isEqualTo(
            Map.ofEntries(
                Map.entry(
                    "bundle/conformance/bundle-empty-certificate-chain_fail",
                    Reason.VERIFIER_MISSING),
                Map.entry(
                    "bundle/conformance/bundle-invalid-base64-signature_fail", Reason.MALFORMED),
                Map.entry("bundle/conformance/bundle-negative-log-index_fail", Reason.MALFORMED),
                Map.entry(
                    "bundle/conformance/bundle-unknown-version_fail", Reason.UNSUPPORTED_VERSION),
                Map.entry(
                    "bundle/conformance/intoto-missing-inclusion-proof_fail",
                    Reason.LOG_PROOF_MISSING),
                Map.entry(
                    "bundle/conformance/invalid-inclusion-proof_fail", Reason.LOG_PROOF_MISSING),
                Map.entry(
                    "bundle/conformance/rekor2-no-inclusion-proof_fail", Reason.LOG_PROOF_MISSING),
                Map.entry("bundle/go/dsse-2sigs", Reason.SIGNATURE_COUNT),
                Map.entry("bundle/java/bundle-no-digest", Reason.MALFORMED),
                Map.entry("bundle/java/bundle.v2.no.inclusion", Reason.LOG_PROOF_MISSING),
                Map.entry("bundle/java/bundle.v3_1.no.inclusion", Reason.LOG_PROOF_MISSING),
                Map.entry("bundle/python/bundle_no_cert_v1.txt", Reason.VERIFIER_MISSING),
                Map.entry("image-bundle/media-type-v04", Reason.UNSUPPORTED_VERSION),
                Map.entry("image-bundle/two-signatures", Reason.SIGNATURE_COUNT)));
  }

  @Test
  void aPayloadIsWrittenAsCosignAndSkopeoDo() throws Exception {
    int compared = 0;
    for (Map.Entry<String, byte[]> each : corpus.payloads().entrySet()) {
      String name = each.getKey();
      if (name.contains("/gen-") || name.contains("/ci-") || name.contains("/con-")) {
        assertThat(SimpleSigningPayload.parse(each.getValue()).json())
            .as(name)
            .asString(StandardCharsets.UTF_8)
            .isEqualTo(new String(each.getValue(), StandardCharsets.UTF_8));
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(25);
  }

  @Test
  void anEnvelopeIsWrittenAsCosign2Does() throws Exception {
    Map<String, byte[]> written = ofCosign(corpus.envelopes(), "att2");
    assertThat(written).isNotEmpty();
    for (Map.Entry<String, byte[]> each : written.entrySet()) {
      assertThat(DsseEnvelope.parse(each.getValue()).json())
          .as(each.getKey())
          .asString(StandardCharsets.UTF_8)
          .isEqualTo(new String(each.getValue(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void aBundleAndItsStatementAreWrittenAsCosign3Does() throws Exception {
    Map<String, byte[]> written = ofCosign(corpus.bundles(), "bun3");
    assertThat(written).isNotEmpty();
    for (Map.Entry<String, byte[]> each : written.entrySet()) {
      SigstoreBundle bundle = SigstoreBundle.parse(each.getValue());
      String hint = ((VerificationMaterial.KeyHint) bundle.material()).hint();
      DsseEnvelope envelope = (DsseEnvelope) bundle.content();

      assertThat(SigstoreBundle.ofKey(hint, envelope))
          .as(each.getKey())
          .asString(StandardCharsets.UTF_8)
          .isEqualTo(new String(each.getValue(), StandardCharsets.UTF_8));
      assertThat(again(envelope.payload().toArray()))
          .as(each.getKey())
          .asString(StandardCharsets.UTF_8)
          .isEqualTo(new String(envelope.payload().toArray(), StandardCharsets.UTF_8));
    }
  }

  /** The statement that is written for what this one says. */
  private static byte[] again(byte[] statement) throws Exception {
    InTotoStatement parsed = InTotoStatement.parse(statement);
    InTotoStatement.Subject subject = parsed.subjects().get(0);
    Digest image =
        new Digest(DigestAlgorithm.SHA256, String.valueOf(subject.digests().get("sha256")));
    if (parsed.predicateType().equals(InTotoStatement.IMAGE_SIGNATURE)) {
      return InTotoStatement.ofImage(image, subject.annotations());
    }
    JsonObject json = Json.parseObject(statement);
    String text = new String(statement, StandardCharsets.UTF_8);
    String predicate = text.substring(text.indexOf("\"predicate\":") + 12, text.length() - 1);
    List<JsonObject> subjects = json.optionalObjects("subject");
    return InTotoStatement.ofClaim(
        subjects == null ? "" : subjects.get(0).string("name"),
        image,
        parsed.predicateType(),
        predicate.getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, byte[]> ofCosign(Map<String, byte[]> documents, String form) {
    Map<String, byte[]> chosen = new TreeMap<>();
    documents.forEach(
        (name, document) -> {
          if (name.contains("/gen-") && name.contains(form + "/")) {
            chosen.put(name, document);
          }
        });
    return chosen;
  }

  /** Why the documents of each case are refused, by its name. */
  private static <D> Map<String, Reason> refused(Map<String, D> documents, Parser<D, ?> parser) {
    assertThat(documents).isNotEmpty();
    Map<String, Reason> refused = new TreeMap<>();
    documents.forEach(
        (name, document) -> {
          try {
            parser.parse(document);
          } catch (SignatureRejectedException e) {
            refused.put(name.replaceAll("/(layout|bundle\\.sigstore\\.json).*", ""), e.reason());
          }
        });
    return refused;
  }
}
