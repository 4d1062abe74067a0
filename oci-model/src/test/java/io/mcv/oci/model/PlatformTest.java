package io.mcv.oci.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PlatformTest {
  /** Go reads both into the same value, so tools choose the same image for both. */
  @Test
  void anEmptyVariantInAnIndexIsNone() throws OciException {
    String index =
        """
        {"schemaVersion":2,"manifests":[{"mediaType":"application/vnd.oci.image.manifest.v1+json",
        "digest":"sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
        "size":2,"platform":{"architecture":"amd64","os":"linux","os.version":"","variant":""}}]}
        """;

    ImageIndex read = ImageIndex.parse(index.getBytes(StandardCharsets.UTF_8));

    assertThat(read.manifests().get(0).platform()).isEqualTo(Platform.of("linux", "amd64"));
  }
}
