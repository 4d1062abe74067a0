package io.mcv.testing.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.oci.image.ImageSource;
import io.mcv.oci.layout.OciLayout;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.DigestAlgorithm;
import io.mcv.oci.model.ImageIndex;
import io.mcv.oci.model.ImageManifest;
import io.mcv.oci.model.MediaType;
import io.mcv.oci.model.Platform;
import io.mcv.testing.ImageValidator;
import io.mcv.testing.Peer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomImagesTest {
  private static final List<Platform> PLATFORMS =
      List.of(Platform.parse("linux/amd64"), Platform.parse("linux/arm64/v8"));

  @TempDir Path temp;

  @Test
  void anImageIsValidAndItsLayersHaveTheSizesAskedFor() throws IOException {
    Descriptor image = images().image("t", 0, 1, 23, 1000, 200_000);

    ImageValidator.assertValid(layout());
    assertThat(manifest(image).layers())
        .extracting(Descriptor::size)
        .containsExactly(0L, 1L, 23L, 1000L, 200_000L);
  }

  @Test
  void aLayerOfTarIsOneThatToolsUnpack() throws IOException {
    images().withTars().image("t", 5000);

    ImageValidator.assertValid(layout());
    Peer.require("umoci")
        .run("raw", "unpack", "--rootless", "--image", layout() + ":t", "" + temp.resolve("out"))
        .orFail();
    assertThat(temp.resolve("out/random")).isDirectory();
  }

  @Test
  void theSameSeedMakesTheSameImage() throws IOException {
    Descriptor first = RandomImages.in(temp.resolve("1"), 9).image("t", 70_000);
    Descriptor again = RandomImages.in(temp.resolve("2"), 9).image("t", 70_000);
    Descriptor other = RandomImages.in(temp.resolve("3"), 10).image("t", 70_000);

    assertThat(again).isEqualTo(first);
    assertThat(other).isNotEqualTo(first);
  }

  @Test
  void aTagThatIsThereMoves() throws IOException {
    RandomImages images = images();
    images.image("t", 30);
    Descriptor second = images.image("t", 30);

    assertThat(source("t").manifest().digest()).isEqualTo(second.digest());
    assertThat(OciLayout.open(layout()).images()).hasSize(1);
  }

  @Test
  void anIndexHasAnImageForEachPlatform() throws IOException {
    Descriptor index = images().index("t", PLATFORMS, 100);

    ImageValidator.assertValid(layout());
    assertThat(index.mediaType()).isEqualTo(MediaType.OCI_INDEX);
    assertThat(((ImageIndex) source("t").manifest().parse()).manifests())
        .extracting(Descriptor::platform)
        .containsExactlyElementsOf(PLATFORMS);
  }

  @Test
  void aNestedIndexHoldsAnIndex() throws IOException {
    images().nestedIndex("t", PLATFORMS, 100);

    ImageValidator.assertValid(layout());
    assertThat(((ImageIndex) source("t").manifest().parse()).manifests())
        .extracting(Descriptor::mediaType)
        .containsExactly(MediaType.OCI_INDEX);
  }

  @Test
  void anArtifactNamesItsSubjectAndHasTheEmptyConfiguration() throws IOException {
    Descriptor image = images().image("t", 100);
    Descriptor artifact = images().artifact("a", image, 0, 10);

    ImageValidator.assertValid(layout());
    assertThat(manifest(artifact).subject()).isEqualTo(image);
    assertThat(manifest(artifact).config().digest())
        .hasToString("sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
  }

  @Test
  void bySha512EveryBlobIsNamedSo() throws IOException {
    Descriptor image = images().bySha512().image("t", 100);

    ImageValidator.assertValid(layout());
    assertThat(image.digest().algorithm()).isEqualTo(DigestAlgorithm.SHA512);
    assertThat(manifest(image).layers().get(0).digest().algorithm())
        .isEqualTo(DigestAlgorithm.SHA512);
  }

  @Test
  void ofDockerAllMediaTypesAreDockers() throws IOException {
    Descriptor list = images().ofDocker().index("t", PLATFORMS, 100);

    ImageValidator.assertValid(layout());
    assertThat(list.mediaType()).isEqualTo(MediaType.DOCKER_LIST);
    ImageIndex index = (ImageIndex) source("t").manifest().parse();
    ImageManifest image = manifest(index.manifests().get(0));
    assertThat(image.mediaType()).isEqualTo(MediaType.DOCKER_MANIFEST);
    assertThat(image.config().mediaType()).isEqualTo(MediaType.DOCKER_CONFIG);
    assertThat(image.layers().get(0).mediaType()).isEqualTo(MediaType.DOCKER_LAYER_TAR_GZIP);
  }

  @ParameterizedTest
  @ValueSource(strings = {"oci", "docker"})
  void cranePushesAnImageOfEitherKindWithItsDigest(String kind) throws Exception {
    RandomImages images = kind.equals("oci") ? images() : images().ofDocker();
    Descriptor image = images.image("t", 100_000, 0);
    try (LoopbackRegistry registry = LoopbackRegistry.in(temp.resolve("registry"))) {
      String reference = registry.host() + "/image:t";
      Peer crane = Peer.newer("crane").with("HOME", temp.toString());
      crane.run("push", "--insecure", layout().toString(), reference).orFail();

      assertThat(crane.run("digest", "--insecure", reference).orFail().out().strip())
          .isEqualTo(image.digest().toString());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {23, 24, 65_557, 65_558, 65_559, 65_562, 65_563, 131_098, 131_099, 500_000})
  void aGzipHasExactlyTheSizeAskedForAndUnpacks(long size) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long content = StoredGzip.contentSize(size);
    StoredGzip.write(new RandomBytes(1, content), size, out);

    assertThat(out.size()).isEqualTo(size);
    assertThat(new GZIPInputStream(new ByteArrayInputStream(out.toByteArray())).readAllBytes())
        .isEqualTo(new RandomBytes(1, content).readAllBytes());
  }

  private Path layout() {
    return temp.resolve("layout");
  }

  private RandomImages images() {
    return RandomImages.in(layout(), 1);
  }

  private ImageSource source(String tag) throws IOException {
    return OciLayout.open(layout()).source(tag);
  }

  private ImageManifest manifest(Descriptor descriptor) throws IOException {
    return (ImageManifest) OciLayout.open(layout()).source(descriptor.digest()).manifest().parse();
  }
}
