package io.mcv.oci.layer.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.oci.image.BlobWriter;
import io.mcv.oci.image.ImageSink;
import io.mcv.oci.layer.Compressors;
import io.mcv.oci.layer.LayerEntry;
import io.mcv.oci.layer.LayerWriter;
import io.mcv.oci.layer.TarDialect;
import io.mcv.oci.layout.OciLayout;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.DigestAlgorithm;
import io.mcv.oci.model.ImageManifest;
import io.mcv.oci.model.MediaType;
import io.mcv.oci.model.RawManifest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Layers that skopeo compresses at this moment, of images that are not compressed. */
class PgzipPeerTest {
  private static final int LAYERS_PER_IMAGE = 50;

  private static final Skopeo DEBIAN = new Skopeo("skopeo", GzipProfile.PGZIP_1_15);

  @TempDir Path temp;

  private record Skopeo(String command, GzipProfile profile) {}

  @Test
  void fiftyInputsAreCompressedAsBySkopeo() throws Exception {
    assertSameAs(DEBIAN, 1, 1, 0, 1 << 20);
  }

  @Test
  @Tag("slow")
  void sixHundredInputsAreCompressedAsBySkopeo() throws Exception {
    assertSameAs(DEBIAN, 2, 12, 0, 5 << 20);
  }

  @Test
  @Tag("slow")
  void threeHundredLongInputsAreCompressedAsByTheNewestSkopeo() throws Exception {
    Skopeo newest = new Skopeo(SharedData.newerTool("skopeo"), GzipProfile.PGZIP_1_18);
    assertSameAs(newest, 3, 6, 65_535, 3 << 20);
  }

  private void assertSameAs(Skopeo skopeo, long seed, int images, int minSize, int maxSize)
      throws Exception {
    RandomInputs inputs = new RandomInputs(seed);
    for (int image = 0; image < images; image++) {
      List<byte[]> layers = new ArrayList<>();
      for (int i = 0; i < LAYERS_PER_IMAGE; i++) {
        // A first byte that begins no compressed format, or skopeo would leave the layer as it is.
        byte[] layer = inputs.next(minSize + 1 + inputs.size(maxSize - minSize - 1));
        layer[0] = 'x';
        layers.add(layer);
      }
      assertSameAs(skopeo, layers);
    }
  }

  @Test
  void theLayersOfRealCachesAreCompressedAsBySkopeo() throws Exception {
    List<byte[]> layers = new ArrayList<>();
    for (String cache :
        List.of(
            "vector-add-cache",
            "vector-add-cache-rocm",
            "vllm-triton-cache",
            "vllm-binary-cache")) {
      ByteArrayOutputStream tar = new ByteArrayOutputStream();
      LayerWriter.write(
          files(SharedData.folder("caches").resolve(cache)),
          TarDialect.BUILDAH_1_28,
          Compressors.none(),
          tar);
      layers.add(tar.toByteArray());
    }
    assertSameAs(DEBIAN, layers);
  }

  private static List<LayerEntry> files(Path folder) throws IOException {
    List<LayerEntry> entries = new ArrayList<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path file : paths.filter(Files::isRegularFile).sorted().toList()) {
        entries.add(
            new LayerEntry.RegularFile(
                folder.relativize(file).toString(),
                0644,
                0,
                Files.size(file),
                () -> Files.newInputStream(file)));
      }
    }
    return entries;
  }

  private void assertSameAs(Skopeo skopeo, List<byte[]> layers) throws Exception {
    Path layout = Files.createTempDirectory(temp, "layout");
    Path copy = Files.createTempDirectory(temp, "copy");
    write(layers, layout);
    SharedData.run(
        skopeo.command,
        "--insecure-policy",
        "copy",
        "-q",
        "--dest-compress",
        "--dest-compress-format",
        "gzip",
        "oci:" + layout,
        "dir:" + copy);

    byte[] manifest = Files.readAllBytes(copy.resolve("manifest.json"));
    List<Descriptor> skopeos =
        ((ImageManifest) RawManifest.of(MediaType.OCI_MANIFEST, manifest).parse()).layers();
    assertThat(skopeos).hasSameSizeAs(layers);
    for (int i = 0; i < layers.size(); i++) {
      assertThat(Digest.sha256(Gzip.compress(skopeo.profile, layers.get(i))))
          .as("layer %d of %d bytes, see %s", i, layers.get(i).length, layout)
          .isEqualTo(skopeos.get(i).digest());
    }
  }

  private static void write(List<byte[]> layers, Path layout) throws IOException {
    try (ImageSink sink = OciLayout.openOrCreate(layout).sink(null)) {
      List<Descriptor> descriptors = new ArrayList<>();
      for (byte[] layer : layers) {
        descriptors.add(writeBlob(sink, MediaType.OCI_LAYER_TAR, layer));
      }
      String diffIds =
          descriptors.stream()
              .map(layer -> "\"" + layer.digest() + "\"")
              .collect(Collectors.joining(","));
      String config =
          "{\"architecture\":\"amd64\",\"os\":\"linux\",\"rootfs\":{\"type\":\"layers\","
              + "\"diff_ids\":["
              + diffIds
              + "]}}";
      Descriptor written =
          writeBlob(sink, MediaType.OCI_CONFIG, config.getBytes(StandardCharsets.UTF_8));
      sink.publish(
          new ImageManifest(MediaType.OCI_MANIFEST, null, written, descriptors, null, null)
              .toRaw());
    }
  }

  private static Descriptor writeBlob(ImageSink sink, MediaType type, byte[] content)
      throws IOException {
    Descriptor descriptor = Descriptor.of(type, content);
    try (BlobWriter writer = sink.newBlob(DigestAlgorithm.SHA256)) {
      writer.stream().write(content);
      writer.commit(descriptor);
    }
    return descriptor;
  }
}
