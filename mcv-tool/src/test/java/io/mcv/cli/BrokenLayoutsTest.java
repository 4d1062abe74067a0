package io.mcv.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.oci.layer.Compressors;
import io.mcv.oci.layer.LayerEntry;
import io.mcv.oci.layer.LayerWriter;
import io.mcv.oci.layer.TarDialect;
import io.mcv.testing.conformance.BaseImages;
import io.mcv.testing.conformance.VectorImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Layouts that {@code validate} finds broken, each by the rule that it breaks and no other. */
class BrokenLayoutsTest {
  @TempDir Path folder;

  static Stream<Arguments> brokenLayouts() {
    return Stream.of(
        broken("no marker", "OCI-LAYOUT-01", files -> files.remove("oci-layout")),
        broken(
            "a marker of 2", "OCI-LAYOUT-02", set("oci-layout", "{\"imageLayoutVersion\":\"2\"}")),
        broken("a large marker", "OCI-LAYOUT-01", set("oci-layout", " ".repeat(5000) + "{}")),
        broken("a marker of text", "OCI-BLOB-07", set("oci-layout", "text")),
        broken("no index", "OCI-LAYOUT-03", files -> files.remove("index.json")),
        broken("an index of text", "OCI-BLOB-07", set("index.json", "text")),
        broken("an empty index", "OCI-INDEX-04", set("index.json", "{\"schemaVersion\":2}")),
        broken("no manifest", "OCI-BLOB-01", files -> files.remove(blob(files, 0))),
        broken("a short manifest", "OCI-BLOB-02", files -> files.compute(blob(files, 0), cut())),
        broken("another manifest", "OCI-BLOB-03", files -> files.compute(blob(files, 0), flip())),
        broken("no config", "OCI-BLOB-01", files -> files.remove(blob(files, 1))),
        broken("a short config", "OCI-BLOB-02", files -> files.compute(blob(files, 1), cut())),
        broken("another config", "OCI-BLOB-03", files -> files.compute(blob(files, 1), flip())),
        broken("no layer", "OCI-BLOB-01", files -> files.remove(blob(files, 2))),
        broken("a short layer", "OCI-BLOB-02", files -> files.compute(blob(files, 2), cut())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("brokenLayouts")
  void theRuleThatIsBrokenFailsAndNoOther(
      String name, String rule, Consumer<SortedMap<String, byte[]>> change) throws IOException {
    SortedMap<String, byte[]> files = BaseImages.current().build();
    change.accept(files);
    write(files);

    assertBroken(rule, "oci:" + folder + ":" + VectorImage.TAG);
  }

  @Test
  void anArchiveIsLookedAtInTheSameWay() throws IOException {
    SortedMap<String, byte[]> files = BaseImages.current().build();
    files.remove("index.json");
    Path archive = folder.resolve("archive.tar");
    List<LayerEntry> entries = new ArrayList<>();
    files.forEach(
        (name, content) ->
            entries.add(
                new LayerEntry.RegularFile(
                    name, 0644, 0, content.length, () -> new ByteArrayInputStream(content))));
    try (OutputStream out = Files.newOutputStream(archive)) {
      LayerWriter.write(entries, TarDialect.GO, Compressors.none(), out);
    }

    assertBroken("OCI-LAYOUT-03", "oci-archive:" + archive + ":" + VectorImage.TAG);
  }

  private void assertBroken(String rule, String image) {
    Tool.Outcome outcome = Tool.at(folder).run("validate", "--level=error", image);

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.exit()).isEqualTo(ExitCode.FOUND_ERRORS);
    assertThat(outcome.out().lines().filter(line -> line.startsWith("error ")))
        .singleElement()
        .asString()
        .startsWith("error " + rule + ": ");
  }

  private void write(Map<String, byte[]> files) throws IOException {
    for (Map.Entry<String, byte[]> each : files.entrySet()) {
      Path file = folder.resolve(each.getKey());
      Files.createDirectories(file.getParent());
      Files.write(file, each.getValue());
    }
  }

  private static Arguments broken(
      String name, String rule, Consumer<SortedMap<String, byte[]>> change) {
    return Arguments.of(name, rule, change);
  }

  private static Consumer<SortedMap<String, byte[]>> set(String file, String content) {
    return files -> files.put(file, content.getBytes(StandardCharsets.UTF_8));
  }

  private static BiFunction<String, byte[], byte[]> cut() {
    return (name, content) -> Arrays.copyOf(content, content.length - 1);
  }

  private static BiFunction<String, byte[], byte[]> flip() {
    return (name, content) -> {
      byte[] changed = content.clone();
      changed[changed.length / 2] ^= 1;
      return changed;
    };
  }

  /** Of manifest, configuration and layer, told by what they hold. */
  private static String blob(SortedMap<String, byte[]> files, int which) {
    List<String> marks = List.of("\"layers\"", "\"rootfs\"", "\u001f");
    return files.entrySet().stream()
        .filter(file -> file.getKey().startsWith("blobs/"))
        .filter(
            file ->
                new String(file.getValue(), StandardCharsets.ISO_8859_1).contains(marks.get(which)))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }
}
