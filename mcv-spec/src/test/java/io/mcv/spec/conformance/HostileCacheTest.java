package io.mcv.spec.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcv.oci.json.GoJson;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.DigestAlgorithm;
import io.mcv.spec.GpuTarget;
import io.mcv.spec.conformance.image.Document;
import io.mcv.spec.conformance.image.EntryView;
import io.mcv.spec.conformance.image.ImageView;
import io.mcv.spec.conformance.image.LayerView;
import io.mcv.spec.conformance.image.SignatureFact;
import io.mcv.spec.conformance.image.WantedFiles;
import io.mcv.spec.conformance.rule.Outcome;
import io.mcv.spec.conformance.rule.Outcome.Verdict;
import io.mcv.spec.conformance.rule.Place;
import io.mcv.spec.conformance.rule.Violation;
import io.mcv.spec.conformance.rule.Violations;
import io.mcv.spec.scan.KernelMetadata;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an image of an attacker costs, and what is said of what was not looked at. */
class HostileCacheTest {
  private static final String MANIFEST = "io.triton.manifest/manifest.json";

  @ParameterizedTest
  @Timeout(10)
  @CsvSource({
    "80.0, 80",
    "1e2, 100",
    "1e999999999, unknown",
    "1e5000000, unknown",
    "1e-999999999, unknown"
  })
  void theNumberOfAnArchitectureIsShortOrUnknown(String number, String arch) {
    String json = "{\"hash\":\"h\",\"target\":{\"backend\":\"cuda\",\"arch\":" + number + "}}";
    GpuTarget target =
        KernelMetadata.parse(json.getBytes(StandardCharsets.UTF_8)).orElseThrow().target();
    assertEquals(arch, target.arch());
  }

  @Test
  void onlyTheFirstOfAMillionViolationsAreDescribed() {
    List<Violation> described = new ArrayList<>();
    Violations violations = new Violations("files");
    for (int i = 0; i < 1_000_000; i++) {
      violations.add(
          () -> {
            described.add(new Violation(Place.of("layers"), "a", "b", "c"));
            return described.get(0);
          });
    }
    assertEquals(Outcome.MAX_SHOWN, described.size());
    assertEquals(1_000_000, violations.outcome().count());
    assertEquals(Outcome.MAX_SHOWN, violations.outcome().violations().size());
  }

  @Test
  void aManifestThatIsNestedDeepIsNotIndented() {
    String deep = "{\"triton\":" + "[".repeat(150) + "0" + ",0".repeat(500_000) + "]".repeat(150);
    Outcome outcome =
        check(
            "MCV-MANIFEST-03",
            Map.of(MANIFEST, deep + "}", "io.triton.cache/K/a.ptx", ""),
            Map.of());
    assertEquals(Verdict.NOT_APPLICABLE, outcome.verdict());
    assertTrue(outcome.evidence().contains("levels"), outcome.evidence());
  }

  @Test
  void aMountOfMegabytesIsNoFolder() {
    String path = "a/".repeat(4_000_000) + "a";
    Outcome outcome =
        check(
            "KSERVE-06",
            Map.of("io.vllm.cache/torch_compile_cache/h/a", ""),
            Map.of("io.kserve.km/cache-mount-subpath", path));
    assertEquals(Verdict.FAIL, outcome.verdict());
  }

  @ParameterizedTest
  @CsvSource({"MCV-FOLDER-06", "MCV-FOLDER-07"})
  void metadataThatWasNotKeptIsNotSaidToBeRight(String rule) {
    Map<String, String> files =
        Map.of(
            "io.triton.cache/K/a.json",
            "{\"hash\":\"h\"}",
            "io.triton.cache/K/__grp__a.json",
            "{}");
    assertEquals(Verdict.PASS, check(rule, files, Map.of()).verdict());
    LayerView layer = layer(files, Set.of("io.triton.cache/L/large.json"));
    assertEquals(Verdict.NOT_APPLICABLE, check(rule, image(layer, Map.of())).verdict());
  }

  @Test
  void onlyFilesOfCachesAreKeptAndNoneAtTheCostOfAManifest() {
    WantedFiles wanted = new WantedFiles();
    assertFalse(wanted.take("usr/lib/a.json", 1));
    assertFalse(wanted.take("io.triton.cache/K/a.cubin", 1));
    assertFalse(wanted.take("io.triton.cache/K/a.json", WantedFiles.MAX_BYTES + 1));
    int kept = 0;
    while (wanted.take("io.triton.cache/K/a.json", WantedFiles.MAX_BYTES)) {
      kept++;
    }
    assertEquals(WantedFiles.MAX_TOTAL_BYTES / WantedFiles.MAX_BYTES, kept);
    assertTrue(wanted.take(MANIFEST, WantedFiles.MAX_MANIFEST_BYTES));
  }

  @Test
  void aSignatureOfAnImageBySha512IsOfThatImage() {
    byte[] bytes = "{}".getBytes(StandardCharsets.UTF_8);
    Digest digest = Digest.of(DigestAlgorithm.SHA512, bytes);
    Document manifest = Document.read(Document.Kind.MANIFEST, "manifest", null, digest, bytes);
    SignatureFact fact =
        new SignatureFact("sha256:0", null, "text/plain", digest.toString(), List.of(), null);
    ImageView image = new ImageView(null, List.of(), manifest, null, List.of(), List.of(fact));
    assertEquals(Verdict.PASS, check("TRUST-03", image).verdict());
  }

  private static Outcome check(String rule, Map<String, String> files, Map<String, String> labels) {
    return check(rule, image(layer(files, Set.of()), labels));
  }

  private static Outcome check(String rule, ImageView image) {
    return RuleCatalog.find(rule).orElseThrow().check().check(image);
  }

  private static ImageView image(LayerView layer, Map<String, String> labels) {
    byte[] config = GoJson.compact(Map.of("config", Map.of("Labels", labels)));
    Document document = Document.read(Document.Kind.CONFIG, "config", null, config);
    return new ImageView(null, List.of(), null, document, List.of(layer), null);
  }

  private static LayerView layer(Map<String, String> files, Set<String> notKept) {
    List<EntryView> entries = new ArrayList<>();
    Map<String, byte[]> contents = new HashMap<>();
    files.forEach((path, text) -> contents.put(path, text.getBytes(StandardCharsets.UTF_8)));
    contents.forEach((path, bytes) -> entries.add(file(path, bytes.length)));
    notKept.forEach(path -> entries.add(file(path, WantedFiles.MAX_BYTES + 1)));
    return new LayerView(
        0,
        "sha256:0",
        "application/vnd.oci.image.layer.v1.tar+gzip",
        0,
        null,
        null,
        LayerView.Compression.GZIP,
        null,
        0,
        true,
        null,
        List.of(),
        entries,
        contents);
  }

  private static EntryView file(String path, long size) {
    return new EntryView(
        path, path, EntryView.Type.FILE, 0644, 0, 0, "", "", 0, size, "", Set.of(), 0);
  }
}
