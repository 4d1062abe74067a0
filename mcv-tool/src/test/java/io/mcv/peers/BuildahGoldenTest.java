package io.mcv.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.oci.image.BlobWriter;
import io.mcv.oci.image.ImageSink;
import io.mcv.oci.layer.Compressors;
import io.mcv.oci.layer.LayerEntry;
import io.mcv.oci.layer.LayerWriter;
import io.mcv.oci.layer.TarDialect;
import io.mcv.oci.layout.OciLayout;
import io.mcv.oci.model.ContainerConfig;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.DigestAlgorithm;
import io.mcv.oci.model.HistoryEntry;
import io.mcv.oci.model.ImageConfig;
import io.mcv.oci.model.ImageManifest;
import io.mcv.oci.model.MediaType;
import io.mcv.oci.model.RootFs;
import io.mcv.testing.SharedData;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The golden images of buildah 1.28.2, made again with the libraries: whole layouts are equal. */
class BuildahGoldenTest {
  private static final Map<String, String> VERSION_LABEL = Map.of("io.buildah.version", "1.28.2");

  @TempDir Path temp;

  /** Its layer has a FIFO and foreign owners, which no cache has, so it is taken as it is. */
  @Test
  void theImageWithLabelsIsMadeAgain() throws IOException {
    byte[] layer =
        goldenBlob("img1", "bfb588f50e288f6f592cb274be4105e0c50e0328a842f42686659692c57cfb36");
    ContainerConfig config = withLabels(Map.of("a", "<b>&\"c\"", "org.x", "y"));

    write("tag", layer, image(Instant.EPOCH, config, layer), Map.of());

    assertSameAsGolden("img1");
  }

  /** Its layer has devices and a name that is not UTF-8. */
  @Test
  void theImageWithATimeIsMadeAgain() throws IOException {
    byte[] layer =
        goldenBlob("img3", "56a58608ce8db70a9bdedad9c70eca457cebc5284681cd5e9f4e7d3093d37ef7");
    Instant created = Instant.ofEpochSecond(1_234_567_890);

    write("t", layer, image(created, withLabels(Map.of()), layer), Map.of());

    assertSameAsGolden("img3");
  }

  @Test
  void theImageWithEveryFieldIsMadeAgain() throws IOException {
    byte[] hello = "hello\n".getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream layer = new ByteArrayOutputStream();
    LayerWriter.write(
        List.of(
            new LayerEntry.Directory("x", 0755, 0),
            new LayerEntry.RegularFile(
                "x/a.txt", 0644, 0, hello.length, () -> new ByteArrayInputStream(hello))),
        TarDialect.BUILDAH_1_28,
        Compressors.none(),
        layer);
    OffsetDateTime created = Instant.EPOCH.atOffset(ZoneOffset.UTC);
    ImageConfig config =
        new ImageConfig(
            created,
            "Me",
            "arm64",
            "linux",
            "",
            List.of(),
            "v8",
            new ContainerConfig(
                "1000",
                Set.of("80/tcp"),
                List.of("A=1", "B=<&>"),
                List.of("/bin/e", "x"),
                List.of("run", "me"),
                Set.of("/v"),
                "/w",
                labels(Map.of("z", "1", "b", "2")),
                "SIGINT",
                false),
            RootFs.ofLayers(List.of(Digest.sha256(layer.toByteArray()))),
            List.of(new HistoryEntry(created, "CB", "Me", "hc", false)),
            "");

    write("t", layer.toByteArray(), config, Map.of("k", "v", "a", "z"));

    assertSameAsGolden("rich");
  }

  private static ContainerConfig withLabels(Map<String, String> labels) {
    return ContainerConfig.ofLabels(labels(labels));
  }

  private static Map<String, String> labels(Map<String, String> labels) {
    Map<String, String> all = new TreeMap<>(VERSION_LABEL);
    all.putAll(labels);
    return all;
  }

  private static ImageConfig image(Instant created, ContainerConfig config, byte[] layer) {
    OffsetDateTime time = created.atOffset(ZoneOffset.UTC);
    return new ImageConfig(
        time,
        "",
        "amd64",
        "linux",
        "",
        List.of(),
        "",
        config,
        RootFs.ofLayers(List.of(Digest.sha256(layer))),
        List.of(new HistoryEntry(time, "/bin/sh", "", "", false)),
        "");
  }

  private void write(String tag, byte[] layer, ImageConfig config, Map<String, String> annotations)
      throws IOException {
    Map<String, String> all = new TreeMap<>(annotations);
    all.put("org.opencontainers.image.base.digest", "");
    all.put("org.opencontainers.image.base.name", "");
    try (ImageSink sink = OciLayout.openOrCreate(temp.resolve("ours")).sink(tag)) {
      Descriptor layerBlob = blob(sink, MediaType.OCI_LAYER_TAR, layer);
      Descriptor configBlob =
          blob(sink, MediaType.OCI_CONFIG, config.toBytes(ImageConfig.Dialect.IMAGE_SPEC_1_0));
      sink.publish(
          new ImageManifest(MediaType.OCI_MANIFEST, null, configBlob, List.of(layerBlob), null, all)
              .toRaw());
    }
  }

  private static Descriptor blob(ImageSink sink, MediaType type, byte[] content)
      throws IOException {
    try (BlobWriter blob = sink.newBlob(DigestAlgorithm.SHA256)) {
      blob.stream().write(content);
      return blob.commit(type);
    }
  }

  private void assertSameAsGolden(String name) throws IOException {
    assertThat(FileBytes.ofLayout(temp.resolve("ours")))
        .isEqualTo(FileBytes.of(SharedData.require("buildah-golden/" + name)));
  }

  private static byte[] goldenBlob(String image, String hex) throws IOException {
    return Files.readAllBytes(
        SharedData.require("buildah-golden/" + image + "/blobs/sha256/" + hex));
  }
}
