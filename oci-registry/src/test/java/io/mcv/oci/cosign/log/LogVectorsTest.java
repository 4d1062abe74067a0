package io.mcv.oci.cosign.log;

import static io.mcv.oci.cosign.log.Refusals.reasonOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.oci.cosign.bundle.DsseEnvelope;
import io.mcv.oci.cosign.bundle.LayerSignature;
import io.mcv.oci.cosign.bundle.LogEntry;
import io.mcv.oci.cosign.bundle.MessageSignature;
import io.mcv.oci.cosign.bundle.VerificationMaterial.Certificates;
import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.key.SignedContent;
import io.mcv.oci.cosign.testing.BundleVector;
import io.mcv.oci.cosign.trust.TrustedRoot;
import io.mcv.oci.cosign.verdict.Reason;
import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonObject;
import io.mcv.testing.SharedData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What logs of others have said: good of all kinds and versions, and what others have broken. */
class LogVectorsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "conformance/happy-path-v0.1",
        "conformance/happy-path-v0.3",
        "conformance/rekor2-happy-path",
        "conformance/rekor2-dsse-happy-path",
        "conformance/rekor2-checkpoint-cosigned",
        "conformance/rekor2-checkpoint-multiple-cosigs",
        "conformance/rekor2-checkpoint-two-sigs-cosigned",
        "conformance/bundle-with-sct-with-extensions",
        "conformance/trust-root-tlog-validity-end-inclusive",
        "cosign/oci-attestation",
        "go/bundle-provenance",
        "go/sigstore.js@2.0.0-provenance",
        "java/PKIX_ECDSA_P521_SHA_512",
        "java/bundle.dsse",
        "java/bundle.dsse.rekor-v2",
        "js/bundleV01-intoto-with-proof",
        "js/bundleV03-dsse"
      })
  void goodEntriesVerifyInAllTheirParts(String name) throws Exception {
    BundleVector vector = BundleVector.read(name);
    LogEntry entry = vector.bundle().logEntries().get(0);
    LogVerifier verifier = new LogVerifier(vector.root().logs());

    List<Instant> times =
        entry.promise() == null ? List.of() : List.of(verifier.verifyPromise(entry));
    if (entry.proof() != null) {
      verifier.verifyProof(entry, times);
    }
    verifier.verifyContent(entry, logged(vector));
  }

  @ParameterizedTest
  @CsvSource({
    "conformance/checkpoint-bad-keyhint_fail,                  LOG_CHECKPOINT_INVALID",
    "conformance/invalid-checkpoint-signature_fail,            LOG_CHECKPOINT_INVALID",
    "conformance/rekor2-checkpoint-missing-origin_fail,        LOG_CHECKPOINT_INVALID",
    "conformance/rekor2-checkpoint-missing-size_fail,          LOG_CHECKPOINT_INVALID",
    "conformance/rekor2-checkpoint-no-matching-signature_fail, LOG_CHECKPOINT_INVALID",
    "conformance/inclusion-proof-corrupted-hash_fail,          LOG_PROOF_INVALID"
  })
  void brokenProofsAreRefused(String name, Reason reason) throws Exception {
    BundleVector vector = BundleVector.read(name);
    LogEntry entry = vector.bundle().logEntries().get(0);

    assertThat(reasonOf(() -> new LogVerifier(vector.root().logs()).verifyProof(entry, List.of())))
        .isEqualTo(reason);
  }

  @Test
  void aBrokenPromiseIsRefused() throws Exception {
    BundleVector vector = BundleVector.read("conformance/set-invalid-signature_fail");
    LogEntry entry = vector.bundle().logEntries().get(0);

    assertThat(reasonOf(() -> new LogVerifier(vector.root().logs()).verifyPromise(entry)))
        .isEqualTo(Reason.LOG_PROMISE_INVALID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "conformance/dsse-mismatch-envelope_fail",
        "conformance/rekor2-dsse-mismatch-envelope_fail",
        "conformance/wrong-hashedrekord-entry_fail",
        "java/bundle-with-wrong-tlog-entry",
        "java/bundle.dsse.mismatched-signature",
        "java/bundle.dsse.rekor-v2.mismatched-envelope",
        "python/bundle_cve_2022_36056.txt"
      })
  void entriesOfOtherSignaturesAreRefused(String name) throws Exception {
    BundleVector vector = BundleVector.read(name);
    LogEntry entry = vector.bundle().logEntries().get(0);

    assertThat(reasonOf(() -> new LogVerifier(List.of()).verifyContent(entry, logged(vector))))
        .isEqualTo(Reason.LOG_ENTRY_MISMATCH);
  }

  @Test
  void anAnnotationHasAnEntryToo() throws Exception {
    Path folder = SharedData.require("cosign/cases/image-att/mock-keyless");
    Path blobs = folder.resolve("layout/blobs/sha256");
    JsonObject layer = signedLayer(blobs);
    Map<String, String> annotations = layer.optionalStringMap("annotations");
    LayerSignature signature = LayerSignature.parse(Objects.requireNonNull(annotations));
    LogEntry entry = Objects.requireNonNull(signature.logEntry());
    byte[] blob = Files.readAllBytes(blobs.resolve(layer.string("digest").substring(7)));
    DsseEnvelope envelope = DsseEnvelope.parse(blob);
    TrustedRoot root =
        TrustedRoot.parse(Files.readAllBytes(folder.resolve("trusted_root.json")), "root");
    LogVerifier verifier = new LogVerifier(root.logs());

    verifier.verifyPromise(entry);
    verifier.verifyContent(
        entry,
        new LoggedSignature.OfEnvelope(
            signature.certificates().get(0),
            true,
            envelope,
            envelope.signatures().get(0).signature(),
            Bytes.of(blob)));
  }

  private static JsonObject signedLayer(Path blobs) throws Exception {
    try (var files = Files.list(blobs)) {
      for (Path file : files.toList()) {
        byte[] content = Files.readAllBytes(file);
        if (content.length > 0 && content[0] == '{') {
          List<JsonObject> layers = Json.parseObject(content).optionalObjects("layers");
          for (JsonObject each : layers == null ? List.<JsonObject>of() : layers) {
            if (each.string("mediaType").equals("application/vnd.dsse.envelope.v1+json")) {
              return each;
            }
          }
        }
      }
    }
    throw new AssertionError("no envelope in " + blobs);
  }

  private static LoggedSignature logged(BundleVector vector) {
    Bytes certificate = ((Certificates) vector.bundle().material()).chain().get(0);
    if (vector.bundle().content() instanceof DsseEnvelope envelope) {
      return new LoggedSignature.OfEnvelope(certificate, true, envelope, vector.signature(), null);
    }
    MessageSignature message = (MessageSignature) vector.bundle().content();
    return new LoggedSignature.OfContent(
        certificate,
        true,
        SignedContent.ofDigest(message.algorithm(), message.digest()),
        vector.signature());
  }
}
