package io.mcv.client.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.oci.layer.LayerBudget;
import io.mcv.oci.layer.LayerLimits;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.MediaType;
import io.mcv.spec.conformance.image.BlobFault;
import io.mcv.spec.conformance.image.LayerView;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LayerViewReaderTest {
  private final MemorySource source = new MemorySource();

  @Test
  void aLayerThatIsNoTarIsReadOnceAndItsBlobIsWhole() throws IOException {
    byte[] noise = noise();
    LayerView view = read(source.add(MediaType.OCI_LAYER_TAR, noise, noise));
    assertThat(view.faults()).hasSize(1);
    assertThat(view.blobFault()).isNull();
    assertThat(source.opened).hasSize(1);
  }

  @Test
  void aDamagedBlobIsReadOnceAndToldWithTheDigestThatItHas() throws IOException {
    byte[] noise = noise();
    byte[] damaged = noise.clone();
    damaged[noise.length - 1]++;
    LayerView view = read(source.add(MediaType.OCI_LAYER_TAR, noise, damaged));
    assertThat(view.blobFault())
        .isEqualTo(
            new BlobFault(
                BlobFault.Kind.WRONG_DIGEST,
                Digest.sha256(noise).toString(),
                Digest.sha256(damaged).toString()));
    assertThat(source.opened).hasSize(1);
  }

  @Test
  void aShortBlobIsReadOnceAndToldAsSuch() throws IOException {
    byte[] noise = noise();
    LayerView view =
        read(source.add(MediaType.OCI_LAYER_TAR, noise, Arrays.copyOf(noise, noise.length - 1)));
    assertThat(view.blobFault())
        .isEqualTo(
            new BlobFault(
                BlobFault.Kind.WRONG_SIZE, noise.length + " bytes", noise.length - 1 + " bytes"));
    assertThat(source.opened).hasSize(1);
  }

  /** More than is read ahead. */
  private static byte[] noise() {
    byte[] noise = new byte[3 << 20];
    new Random(1).nextBytes(noise);
    return noise;
  }

  private LayerView read(Descriptor layer) throws IOException {
    return new LayerViewReader(source, new LayerBudget(LayerLimits.DEFAULT)).read(0, layer, null);
  }
}
