package io.mcv.oci.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.oci.testing.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestGoldenTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "img1/blobs/sha256/cf34252ee40ba4c6d6e598e5e1d268a49ae22e1e574f7f2139f632a22f3a7c45",
        "img3/blobs/sha256/66f32a6dc1cca6c376012fffbacd233942858f992b0811bdf2f1bac27b142724",
        "rich/blobs/sha256/4dbce3e72a7e7d5baf015e01613334809a7244d4ae3d9548edfa9f6eee64466d"
      })
  void writesTheManifestsThatBuildahWrote(String blob) throws Exception {
    RawManifest golden =
        RawManifest.of(MediaType.OCI_MANIFEST, SharedData.bytes("buildah-golden/" + blob));

    ImageManifest manifest = (ImageManifest) golden.parse();

    assertThat(manifest.toRaw().bytes()).asString().isEqualTo(text(golden.bytes()));
    assertThat(blob).endsWith(manifest.toRaw().digest().hex());
  }

  @Test
  void writesTheDockerManifestThatBuildahWrote() throws Exception {
    byte[] golden = SharedData.bytes("buildah-golden/s2dir/manifest.json");

    Manifest manifest = RawManifest.of(MediaType.DOCKER_MANIFEST, golden).parse();

    assertThat(((ImageManifest) manifest).toRaw().bytes()).asString().isEqualTo(text(golden));
  }

  @ParameterizedTest
  @ValueSource(strings = {"img1", "img3", "rich"})
  void writesTheIndexesOfLayoutsThatBuildahWrote(String image) throws Exception {
    byte[] golden = SharedData.bytes("buildah-golden/" + image + "/index.json");

    ImageIndex index = ImageIndex.parse(golden);

    assertThat(index.toLayoutIndex()).asString().isEqualTo(text(golden));
  }

  private static String text(byte[] utf8) {
    return new String(utf8, UTF_8);
  }
}
