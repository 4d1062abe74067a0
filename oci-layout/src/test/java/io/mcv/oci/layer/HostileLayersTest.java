package io.mcv.oci.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonObject;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.DigestMismatchException;
import io.mcv.oci.model.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Cache images with one attack each: those on the reader are refused by it; those on whoever
 * unpacks are read, for the caller to judge.
 */
class HostileLayersTest {
  private static final Map<String, Class<? extends IOException>> REFUSED =
      Map.ofEntries(
          Map.entry("dotdot", UnsafeEntryException.class),
          Map.entry("dotdot-outside-prefix", UnsafeEntryException.class),
          Map.entry("abs", UnsafeEntryException.class),
          Map.entry("long-component", LayerLimitException.class),
          Map.entry("long-path", LayerLimitException.class),
          Map.entry("pax-huge-record", LayerLimitException.class),
          Map.entry("gnu-sparse", MalformedTarException.class),
          Map.entry("size-beyond-end", MalformedTarException.class),
          Map.entry("bad-checksum", MalformedTarException.class),
          Map.entry("truncated", MalformedTarException.class),
          Map.entry("no-trailer", MalformedTarException.class),
          Map.entry("bad-diffid", DigestMismatchException.class),
          Map.entry("bomb-zeros", LayerLimitException.class),
          Map.entry("gzip-trailing-garbage", CorruptStreamException.class));

  @TestFactory
  Stream<DynamicTest> eachLayerIsRefusedForItsOwnFaultOrRead() throws IOException {
    Path folder = SharedData.path("hostile-layers");
    JsonObject expected = object(folder.resolve("expected.json"));
    return expected.names().stream()
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name, () -> assertOutcome(folder.resolve(name), REFUSED.get(name))));
  }

  @Test
  void everyRefusalIsOfALayerThatMustBeRefused() throws IOException {
    JsonObject expected = object(SharedData.path("hostile-layers/expected.json"));

    assertThat(expected.names()).containsAll(new TreeSet<>(REFUSED.keySet()));
    for (String name : REFUSED.keySet()) {
      assertThat(expected.string(name)).as(name).isEqualTo("refuse");
    }
  }

  private static void assertOutcome(Path layout, @Nullable Class<? extends IOException> refusal) {
    if (refusal == null) {
      assertThatCode(() -> readLayers(layout)).doesNotThrowAnyException();
    } else {
      assertThatCode(() -> readLayers(layout)).isExactlyInstanceOf(refusal);
    }
  }

  private static void readLayers(Path layout) throws IOException {
    JsonObject index = object(layout.resolve("index.json"));
    JsonObject manifest = object(blob(layout, objects(index, "manifests").get(0)));
    JsonObject config = object(blob(layout, manifest.object("config")));
    List<String> diffIds =
        Objects.requireNonNull(config.object("rootfs").optionalStrings("diff_ids"));
    LayerBudget budget = new LayerBudget(LayerLimits.DEFAULT);
    int i = 0;
    for (JsonObject layer : objects(manifest, "layers")) {
      Descriptor descriptor =
          Descriptor.of(
              new MediaType(layer.string("mediaType")),
              Digest.parse(layer.string("digest")),
              layer.integer("size"));
      InputStream blob = Files.newInputStream(blob(layout, layer));
      Digest diffId = Digest.parse(diffIds.get(i++));
      try (LayerReader reader = LayerReader.open(blob, descriptor, diffId, budget)) {
        while (reader.next() != null) {
          reader.content().transferTo(OutputStream.nullOutputStream());
        }
      }
    }
  }

  private static List<JsonObject> objects(JsonObject object, String name) throws IOException {
    return Objects.requireNonNull(object.optionalObjects(name));
  }

  private static Path blob(Path layout, JsonObject descriptor) throws IOException {
    return layout.resolve("blobs").resolve(descriptor.string("digest").replace(':', '/'));
  }

  private static JsonObject object(Path file) throws IOException {
    return Json.parseObject(Files.readAllBytes(file));
  }
}
