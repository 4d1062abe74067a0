package io.mcv.oci.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.DigestMismatchException;
import io.mcv.oci.model.LimitExceededException;
import io.mcv.oci.model.MediaType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LayerRewriterTest {
  private final byte[] tar = new byte[200_000];
  private final Digest diffId;

  LayerRewriterTest() {
    new Random(5).nextBytes(tar);
    diffId = Digest.sha256(tar);
  }

  @Test
  void theTarStaysWhateverItIsCompressedWith() throws Exception {
    byte[] layer = tar;
    for (Compressor compressor :
        List.of(
            Compressors.gzip(), Compressors.zstd(3), Compressors.jdkGzip(1), Compressors.none())) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();

      LayerDigest digest = rewrite(layer, diffId, LayerLimits.DEFAULT, compressor, out);

      assertThat(digest).isEqualTo(new LayerDigest(diffId, tar.length));
      layer = out.toByteArray();
      assertThat(layer).isEqualTo(compressed(compressor));
    }
    assertThat(layer).isEqualTo(tar);
  }

  @Test
  void anotherTarThanTheConfigurationNamesIsRefused() {
    Digest other = Digest.sha256(new byte[] {1});

    assertThatThrownBy(
            () -> rewrite(tar, other, LayerLimits.DEFAULT, Compressors.gzip(), nowhere()))
        .isInstanceOf(DigestMismatchException.class)
        .hasMessageContaining(other.toString());
  }

  @Test
  void aDamagedLayerIsRefused() throws Exception {
    byte[] layer = compressed(Compressors.gzip());
    layer[layer.length - 6] ^= 1;

    assertThatThrownBy(
            () -> rewrite(layer, null, LayerLimits.DEFAULT, Compressors.none(), nowhere()))
        .isInstanceOf(CorruptStreamException.class);
  }

  @Test
  void aLayerThatUnpacksToTooMuchIsRefused() throws Exception {
    byte[] layer = compressed(Compressors.gzip());
    LayerLimits limits = LayerLimits.DEFAULT.withMaxUnpackedBytes(tar.length - 1);

    assertThatThrownBy(() -> rewrite(layer, diffId, limits, Compressors.none(), nowhere()))
        .isInstanceOf(LimitExceededException.class);
  }

  private static LayerDigest rewrite(
      byte[] layer,
      @Nullable Digest diffId,
      LayerLimits limits,
      Compressor compressor,
      OutputStream out)
      throws IOException {
    Descriptor descriptor = Descriptor.of(MediaType.OCI_LAYER_TAR, layer);
    return LayerRewriter.rewrite(
        new ByteArrayInputStream(layer), descriptor, diffId, limits, compressor, out);
  }

  private byte[] compressed(Compressor compressor) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream stream = compressor.compress(out)) {
      stream.write(tar);
    }
    return out.toByteArray();
  }

  private static OutputStream nowhere() {
    return OutputStream.nullOutputStream();
  }
}
