package io.mcv.client.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.oci.json.GoJson;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.MediaType;
import io.mcv.oci.model.RawManifest;
import io.mcv.spec.conformance.image.ImageView;
import io.mcv.spec.conformance.image.SignatureFact;
import io.mcv.spec.conformance.rule.Outcome;
import io.mcv.spec.conformance.trust.TrustRules;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SignatureFactReaderTest {
  private static final String SIGNATURE = "dev.cosignproject.cosign/signature";

  private final MemorySource source = new MemorySource();

  @Test
  void theLayersOfAllAttachmentsTogetherAreBounded() throws IOException {
    source.attach("sha256-1.sig", manifest(700, Map.of()));
    source.attach("sha256-2.sig", manifest(701, Map.of()));
    assertThat(read()).extracting(fact -> fact.parts().size()).containsExactly(700, 300);
  }

  @Test
  void ofAnnotationsTheSignatureIsKeptUpToALength() throws IOException {
    source.attach(
        "sha256-1.sig", manifest(1, Map.of(SIGNATURE, "c2ln".repeat(10_000), "other", "x")));
    assertThat(read().get(0).parts().get(0).annotations())
        .isEqualTo(Map.of(SIGNATURE, "c2ln".repeat(1024)));
  }

  @Test
  void aManifestThatCannotBeReadBreaksARuleAndIsNoSignature() throws IOException {
    source.attach(
        "sha256-1.sig", RawManifest.of(MediaType.OCI_MANIFEST, "{\"layers\": 1".getBytes(UTF_8)));
    List<SignatureFact> facts = read();
    assertThat(facts).singleElement().extracting(SignatureFact::fault).isNotNull();
    assertThat(verdict("TRUST-04", facts)).isEqualTo(Outcome.Verdict.FAIL);
    assertThat(verdict("TRUST-01", facts)).isEqualTo(Outcome.Verdict.FAIL);
  }

  private List<SignatureFact> read() throws IOException {
    return new SignatureFactReader(source).read(Set.of(Digest.sha256(new byte[0])));
  }

  private static Outcome.Verdict verdict(String id, List<SignatureFact> facts) {
    ImageView image = new ImageView(null, List.of(), null, null, List.of(), facts);
    return TrustRules.ALL.stream()
        .filter(rule -> rule.id().equals(id))
        .findFirst()
        .orElseThrow()
        .check()
        .check(image)
        .verdict();
  }

  private static RawManifest manifest(int layers, Map<String, String> annotations) {
    Map<String, Object> layer =
        Map.of(
            "mediaType",
            "text/plain",
            "digest",
            Digest.sha256(new byte[0]).toString(),
            "size",
            0L,
            "annotations",
            annotations);
    Map<String, Object> config =
        Map.of(
            "mediaType",
            "application/vnd.oci.empty.v1+json",
            "digest",
            Digest.sha256("{}".getBytes(UTF_8)).toString(),
            "size",
            2L);
    return RawManifest.of(
        MediaType.OCI_MANIFEST,
        GoJson.compact(
            Map.of(
                "schemaVersion",
                2L,
                "mediaType",
                MediaType.OCI_MANIFEST.value(),
                "config",
                config,
                "layers",
                Collections.nCopies(layers, layer))));
  }
}
