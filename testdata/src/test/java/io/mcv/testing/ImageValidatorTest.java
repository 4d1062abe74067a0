package io.mcv.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import io.mcv.oci.json.GoJson;
import io.mcv.oci.model.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageValidatorTest {
  private static final byte[] TAR = new byte[1024];
  private static final String OCI = "application/vnd.oci.image.";

  @TempDir private Path layout;

  @BeforeEach
  void markAsLayout() throws IOException {
    Files.writeString(layout.resolve("oci-layout"), "{\"imageLayoutVersion\": \"1.0.0\"}");
  }

  @Test
  void a_valid_image_has_no_problems() throws IOException {
    writeImage(Digest.sha256(TAR), "layer.v1.tar+gzip");
    assertThat(ImageValidator.problems(layout)).isEmpty();
    ImageValidator.assertValid(layout);
  }

  @Test
  void layouts_that_buildah_wrote_are_valid() throws IOException {
    Path golden = SharedData.require("buildah-golden");
    List<Path> layouts;
    try (var paths = Files.walk(golden)) {
      layouts = paths.filter(path -> path.endsWith("oci-layout")).map(Path::getParent).toList();
    }
    assertThat(layouts).isNotEmpty().allSatisfy(ImageValidator::assertValid);
  }

  @Test
  void a_wrong_diff_id_is_found() throws IOException {
    writeImage(Digest.sha256(new byte[3]), "layer.v1.tar+gzip");
    assertThatThrownBy(() -> ImageValidator.assertValid(layout))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("index.json manifests[0] config: diff_ids are");
  }

  @Test
  void a_layer_compressed_otherwise_than_its_type_says_is_found() throws IOException {
    writeImage(Digest.sha256(TAR), "layer.v1.tar");
    assertProblem("layers[0]: its first bytes 1f8b");
  }

  @Test
  void zstd_layers_are_unpacked_too() throws IOException {
    writeImage(Digest.sha256(TAR), "layer.v1.tar+zstd", Zstd.compress(TAR), Map.of());
    assertThat(ImageValidator.problems(layout)).isEmpty();
  }

  @Test
  void an_index_within_the_index_is_followed() throws IOException {
    writeImage(Digest.sha256(new byte[3]), "layer.v1.tar+gzip");
    Map<String, Object> nested =
        writeBlob(OCI + "index.v1+json", Files.readAllBytes(layout.resolve("index.json")));
    Files.write(layout.resolve("index.json"), index(nested));
    assertProblem("index.json manifests[0] manifests[0] config: diff_ids are");
  }

  @Test
  void a_blob_that_is_not_there_is_found() throws IOException {
    Path blob = writeImage(Digest.sha256(TAR), "layer.v1.tar+gzip");
    Files.delete(blob);
    assertProblem("layers[0]: there is no blob");
  }

  @Test
  void a_blob_of_another_size_is_found() throws IOException {
    Path blob = writeImage(Digest.sha256(TAR), "layer.v1.tar+gzip");
    Files.write(blob, new byte[5]);
    assertProblem("layers[0]: size is");
  }

  @Test
  void a_changed_byte_is_found() throws IOException {
    Path blob = writeImage(Digest.sha256(TAR), "layer.v1.tar+gzip");
    byte[] bytes = Files.readAllBytes(blob);
    bytes[9] ^= 1;
    Files.write(blob, bytes);
    assertProblem("layers[0]: digest is");
  }

  @Test
  void a_history_that_counts_other_layers_is_found() throws IOException {
    writeImage(Digest.sha256(TAR), "layer.v1.tar+gzip", Map.of("history", List.of()));
    assertProblem("history counts 0 layers of 1");
  }

  @Test
  void what_cannot_be_read_is_a_problem() {
    assertProblem("index.json: java.nio.file.NoSuchFileException");
  }

  private void assertProblem(String text) {
    assertThat(ImageValidator.problems(layout)).anyMatch(problem -> problem.contains(text));
  }

  private Path writeImage(Digest diffId, String layerType) throws IOException {
    return writeImage(diffId, layerType, Map.of());
  }

  private Path writeImage(Digest diffId, String layerType, Map<String, Object> configFields)
      throws IOException {
    ByteArrayOutputStream layer = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(layer)) {
      gzip.write(TAR);
    }
    return writeImage(diffId, layerType, layer.toByteArray(), configFields);
  }

  /** An image of one layer; the file of the layer. */
  private Path writeImage(
      Digest diffId, String layerType, byte[] layer, Map<String, Object> configFields)
      throws IOException {
    Map<String, Object> config = new HashMap<>(configFields);
    config.put("rootfs", Map.of("type", "layers", "diff_ids", List.of(diffId.toString())));
    Map<String, Object> manifest =
        Map.of(
            "schemaVersion",
            2L,
            "config",
            writeBlob(OCI + "config.v1+json", GoJson.compact(config)),
            "layers",
            List.of(writeBlob(OCI + layerType, layer)));
    Files.write(
        layout.resolve("index.json"),
        index(writeBlob(OCI + "manifest.v1+json", GoJson.compact(manifest))));
    return blob(layer);
  }

  private static byte[] index(Map<String, Object> descriptor) {
    return GoJson.compact(Map.of("schemaVersion", 2L, "manifests", List.of(descriptor)));
  }

  private Map<String, Object> writeBlob(String mediaType, byte[] content) throws IOException {
    Files.createDirectories(layout.resolve("blobs/sha256"));
    Files.write(blob(content), content);
    return Map.of(
        "mediaType",
        mediaType,
        "digest",
        Digest.sha256(content).toString(),
        "size",
        (long) content.length);
  }

  private Path blob(byte[] content) {
    return layout.resolve("blobs/sha256").resolve(Digest.sha256(content).hex());
  }
}
