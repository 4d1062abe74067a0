package io.mcv.spec.conformance.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mcv.oci.json.GoJson;
import io.mcv.spec.conformance.image.Document;
import io.mcv.spec.conformance.image.EntryView;
import io.mcv.spec.conformance.image.ImageView;
import io.mcv.spec.conformance.image.LayerView;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which generation wrote an image, by labels, in-image manifest and layer type. */
class DetectedFormatTest {
  private static final String TAR = "application/vnd.oci.image.layer.v1.tar+gzip";
  private static final String SUMMARY = "{\"targets\":[]}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "F3|[]",
        "F4|{\"triton\":[{\"hash\":\"a\",\"backend\":\"b\",\"arch\":\"c\",\"warp_size\":1,"
            + "\"dummy_key\":\"d\"}]}",
        "F5 to F7|{\"triton\":[{\"hash\":\"a\",\"backend\":\"b\",\"arch\":\"c\",\"warp_size\":1}]}",
        "F3 to F7|{"
      })
  void theManifestTellsTritonCachesApart(String generation, String manifest) {
    Map<String, String> labels = Map.of("cache.triton.image/summary", SUMMARY);
    assertEquals(generation, generation(labels, "triton", manifest));
  }

  @ParameterizedTest
  @CsvSource({
    "F8, io.kserve.km/cache-mounts",
    "F7, io.kserve.km/framework",
    "F6 to F7, cache.vllm.image/format",
    "F4, cache.vllm.image/entry-count",
    "F1 to F2, cache.triton.image/metadata",
    "none, org.example/other"
  })
  void aLabelAloneTells(String generation, String label) {
    assertEquals(generation, DetectedFormat.of(image(Map.of(label, "[]"), List.of())).generation());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "F7|{\"vllm\":[{\"aot_compile\":[]}]}",
        "F6|{\"vllm\":[{\"binary\":[]}]}",
        "F5|{\"vllm\":[]}"
      })
  void theManifestTellsVllmCachesApart(String generation, String manifest) {
    Map<String, String> labels = Map.of("cache.vllm.image/summary", SUMMARY);
    assertEquals(generation, generation(labels, "vllm", manifest));
  }

  @Test
  void aFolderWithoutLabelsIsUnknown() {
    LayerView layer = layer(TAR, Map.of("io.triton.cache/K/a.json", "{}"));
    assertEquals("unknown", DetectedFormat.of(image(Map.of(), List.of(layer))).generation());
  }

  @Test
  void theTypeOfALayerTellsAnArtifact() {
    LayerView layer = layer("application/cache.triton.content.layer.v1+triton", Map.of());
    assertEquals("artifact", DetectedFormat.of(image(Map.of(), List.of(layer))).generation());
  }

  private static String generation(Map<String, String> labels, String kind, String manifest) {
    LayerView layer =
        layer(
            TAR,
            Map.of(
                "io." + kind + ".cache/K/a.json",
                "{}",
                "io." + kind + ".manifest/manifest.json",
                manifest));
    return DetectedFormat.of(image(labels, List.of(layer))).generation();
  }

  private static ImageView image(Map<String, String> labels, List<LayerView> layers) {
    byte[] config = GoJson.compact(Map.of("config", Map.of("Labels", labels)));
    return new ImageView(
        null,
        List.of(),
        null,
        Document.read(Document.Kind.CONFIG, "config", null, config),
        layers,
        null);
  }

  private static LayerView layer(String mediaType, Map<String, String> files) {
    List<EntryView> entries = new ArrayList<>();
    Map<String, byte[]> contents = new HashMap<>();
    files.forEach(
        (path, text) -> {
          byte[] content = text.getBytes(StandardCharsets.UTF_8);
          contents.put(path, content);
          entries.add(file(path, content.length));
        });
    return new LayerView(
        0,
        "sha256:0",
        mediaType,
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
